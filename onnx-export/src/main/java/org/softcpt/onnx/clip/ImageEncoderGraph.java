package org.softcpt.onnx.clip;

import java.util.List;
import org.softcpt.models.config.Precision;
import org.softcpt.models.config.VisionConfig;
import org.softcpt.onnx.graph.Dim;
import org.softcpt.onnx.graph.GraphBuilder;
import org.softcpt.onnx.graph.Ops;
import org.softcpt.onnx.graph.Shape;
import org.softcpt.onnx.graph.Value;

/**
 * CLIP's vision transformer, forward only: fused attention, and only the class token's row at the
 * end.
 */
final class ImageEncoderGraph {

  private static final Dim IMAGES = new Dim.Symbol("B");
  private static final Dim ROWS = new Dim.Symbol("B*T");

  private final Ops ops;
  private final GraphBuilder builder;
  private final Layers layers;
  private final VisionConfig config;
  private final int embedDim;

  ImageEncoderGraph(Ops ops, VisionConfig config, int embedDim, Precision precision) {
    this.ops = ops;
    this.builder = ops.builder();
    this.layers = new Layers(ops, precision);
    this.config = config;
    this.embedDim = embedDim;
  }

  /** From {@code pixels} [B, 3, side, side] to features [B, D], not normalised. */
  Value features() {
    Value rows = embed();
    for (int layer = 0; layer < config.layers() - 1; layer++) {
      builder.scope("block" + layer + "/");
      Value normalized = normalized(rows);
      rows = block(rows, mixed(normalized, normalized, ROWS, layer, config.tokens()), layer);
    }
    builder.scope("last/");
    int layer = config.layers() - 1;
    Value normalized = normalized(rows);
    Value mixed = mixed(classRows(normalized), normalized, IMAGES, layer, 1);
    Value ends = block(classRows(rows), mixed, layer);
    return layers.exact(normalized(ends), ImageWeights.PROJECTION, embedDim);
  }

  private Value embed() {
    builder.scope("embeddings/");
    int width = config.width();
    int patches = config.patches();
    long side = config.imageSize() / config.patchSize();
    Value pixels =
        builder.input(
            "pixels", builder.real(), Shape.of("B", 3, config.imageSize(), config.imageSize()));
    Value kernels =
        builder.weight(ImageWeights.PATCHES, width, 3, config.patchSize(), config.patchSize());
    Value grid =
        ops.patches(pixels, kernels, config.patchSize(), Shape.of(IMAGES, width, side, side));
    Value patchRows = ops.transpose(ops.reshape(grid, Shape.of(IMAGES, width, patches)), 0, 2, 1);
    Value classRow =
        ops.expand(builder.weight(ImageWeights.CLASS, width), Shape.of(IMAGES, 1, width));
    Value tokens = ops.concat(1, new Dim.Fixed(config.tokens()), classRow, patchRows);
    Value placed = ops.add(tokens, builder.weight(ImageWeights.POSITIONS, config.tokens(), width));
    Value rows =
        ops.layerNormalization(
            ops.reshape(placed, Shape.of(ROWS, width)),
            builder.weight(ImageWeights.PRE_GAIN, width),
            builder.weight(ImageWeights.PRE_BIAS, width),
            config.layerNormEpsilon());
    return ops.sub(rows, ops.reduceMean(rows, true, -1)); // centred, like all that is added to it
  }

  private Value mixed(Value asking, Value all, Dim askingRows, int layer, long askingTokens) {
    int width = config.width();
    Shape keys = Shape.of(IMAGES, config.tokens(), width);
    Value query = layers.linear(asking, ImageWeights.block(layer, "q"), width);
    Value key = layers.linear(all, ImageWeights.block(layer, "k"), width);
    Value value = layers.linear(all, ImageWeights.block(layer, "v"), width);
    Value mixed =
        ops.multiHeadAttention(
            ops.reshape(query, keys.with(1, new Dim.Fixed(askingTokens))),
            ops.reshape(key, keys),
            ops.reshape(value, keys),
            config.heads(),
            false);
    return layers.linear(
        ops.reshape(mixed, Shape.of(askingRows, width)), ImageWeights.block(layer, "out"), width);
  }

  private Value block(Value rows, Value attended, int layer) {
    Value sum = ops.add(rows, attended);
    Value hidden =
        layers.mlp(
            normalized(sum),
            ImageWeights.block(layer, "fc1"),
            ImageWeights.block(layer, "fc2"),
            HiddenWidth.of(config.mlpWidth()),
            config.activation());
    return ops.add(sum, hidden);
  }

  private Value classRows(Value rows) {
    Value grid = ops.reshape(rows, Shape.of(IMAGES, config.tokens(), config.width()));
    List<Value> parts = ops.split(grid, 1, new Dim.Fixed(1), new Dim.Fixed(config.tokens() - 1L));
    return ops.reshape(parts.get(0), Shape.of(IMAGES, config.width()));
  }

  /** Rows have mean zero; gain and bias are in the next map. */
  private Value normalized(Value rows) {
    return layers.standardised(rows, config.layerNormEpsilon());
  }
}
