package org.softcpt.onnx.clip;

import java.util.List;
import org.softcpt.models.config.Precision;
import org.softcpt.models.config.VisionTransformer;
import org.softcpt.onnx.graph.Dim;
import org.softcpt.onnx.graph.GraphBuilder;
import org.softcpt.onnx.graph.Ops;
import org.softcpt.onnx.graph.RowOps.NormalizedSum;
import org.softcpt.onnx.graph.Shape;
import org.softcpt.onnx.graph.Value;

/**
 * CLIP's vision transformer, forward only: fused attention, and only the class token's row at the
 * end where only that is asked for.
 */
final class ImageEncoderGraph {

  private static final Dim IMAGES = new Dim.Symbol("B");
  private static final Dim ROWS = new Dim.Symbol("B*T");

  private final Ops ops;
  private final GraphBuilder builder;
  private final Layers layers;
  private final VisionTransformer config;
  private final int embedDim;

  ImageEncoderGraph(Ops ops, VisionTransformer config, int embedDim, Precision precision) {
    this.ops = ops;
    this.builder = ops.builder();
    this.layers = new Layers(ops, precision);
    this.config = config;
    this.embedDim = embedDim;
  }

  /** From {@code pixels} [B, 3, side, side] to features [B, D], not normalised. */
  Value features() {
    NormalizedSum stream = blocks();
    builder.scope("last/");
    int layer = config.layers() - 1;
    Value all = stream.normalized();
    Value mixed = mixed(classRows(all), all, IMAGES, layer, 1);
    NormalizedSum ends = block(classRows(stream.sum()), mixed, layer);
    return layers.exact(ends.normalized(), ImageWeights.PROJECTION, embedDim);
  }

  /** The same for every token, [B, T*D]; the class token is the first. */
  Value localFeatures() {
    NormalizedSum stream = blocks();
    builder.scope("last/");
    NormalizedSum ends = block(stream, config.layers() - 1);
    Value features = layers.exact(ends.normalized(), ImageWeights.PROJECTION, embedDim);
    return ops.reshape(features, Shape.of(IMAGES, (long) config.tokens() * embedDim));
  }

  /** All blocks but the last, for all tokens. */
  private NormalizedSum blocks() {
    Value rows = embed();
    NormalizedSum stream = new NormalizedSum(normalized(rows), rows);
    for (int layer = 0; layer < config.layers() - 1; layer++) {
      builder.scope("block" + layer + "/");
      stream = block(stream, layer);
    }
    return stream;
  }

  private NormalizedSum block(NormalizedSum stream, int layer) {
    Value all = stream.normalized();
    return block(stream.sum(), mixed(all, all, ROWS, layer, config.tokens()), layer);
  }

  private Value embed() {
    builder.scope("embeddings/");
    int width = config.width();
    int patches = config.patches();
    Value pixels =
        builder.input(
            "pixels", builder.real(), Shape.of("B", 3, config.imageSize(), config.imageSize()));
    Value kernels =
        builder.weight(ImageWeights.PATCHES, width, 3, config.patchSize(), config.patchSize());
    Value grid = ops.convolve(pixels, kernels, null, config.patchSize(), 0);
    Value patchRows = ops.transpose(ops.reshape(grid, Shape.of(IMAGES, width, patches)), 0, 2, 1);
    Value classRow =
        ops.expand(builder.weight(ImageWeights.CLASS, width), Shape.of(IMAGES, 1, width));
    Value tokens = ops.concat(1, new Dim.Fixed(config.tokens()), classRow, patchRows);
    Value placed = ops.add(tokens, builder.weight(ImageWeights.POSITIONS, config.tokens(), width));
    return ops.layerNormalization(
        ops.reshape(placed, Shape.of(ROWS, width)),
        builder.weight(ImageWeights.PRE_GAIN, width),
        builder.weight(ImageWeights.PRE_BIAS, width),
        config.layerNormEpsilon());
  }

  /** Without the output map's bias, which {@link #added} adds. */
  private Value mixed(Value asking, Value all, Dim askingRows, int layer, long askingTokens) {
    int width = config.width();
    Shape keys = Shape.of(IMAGES, config.tokens(), width);
    Value query = layers.linear(asking, ImageWeights.block(layer, "q"), width);
    Value key = layers.product(all, ImageWeights.block(layer, "k"), width);
    Value value = layers.product(all, ImageWeights.block(layer, "v"), width);
    Value mixed =
        ops.multiHeadAttention(
            ops.reshape(query, keys.with(1, new Dim.Fixed(askingTokens))),
            ops.reshape(key, keys),
            ops.reshape(value, keys),
            config.heads(),
            false);
    return layers.product(
        ops.reshape(mixed, Shape.of(askingRows, width)), ImageWeights.block(layer, "out"), width);
  }

  private NormalizedSum block(Value rows, Value attended, int layer) {
    NormalizedSum middle = added(attended, rows, ImageWeights.block(layer, "out"));
    int width = HiddenWidth.of(config.mlpWidth());
    Value hidden = layers.linear(middle.normalized(), ImageWeights.block(layer, "fc1"), width);
    Value active = layers.activate(hidden, config.activation());
    String second = ImageWeights.block(layer, "fc2");
    return added(layers.product(active, second, config.width()), middle.sum(), second);
  }

  /**
   * The residual connection and the next map's normalisation; its gain and bias are in that map.
   */
  private NormalizedSum added(Value change, Value rows, String map) {
    int width = config.width();
    return ops.skipLayerNormalization(
        change,
        rows,
        builder.weight(ImageWeights.ONES, width),
        builder.weight(ImageWeights.ZEROS, width),
        builder.weight(map + ".bias", width),
        config.layerNormEpsilon());
  }

  private Value classRows(Value rows) {
    Value grid = ops.reshape(rows, Shape.of(IMAGES, config.tokens(), config.width()));
    List<Value> parts = ops.split(grid, 1, new Dim.Fixed(1), new Dim.Fixed(config.tokens() - 1L));
    return ops.reshape(parts.get(0), Shape.of(IMAGES, config.width()));
  }

  /** As {@link #added}, where nothing is added. */
  private Value normalized(Value rows) {
    return ops.layerNormalization(
        rows, builder.weight(ImageWeights.ONES, config.width()), null, config.layerNormEpsilon());
  }
}
