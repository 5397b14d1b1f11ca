package org.softcpt.onnx.clip;

import java.util.List;
import org.softcpt.models.config.TextConfig;
import org.softcpt.onnx.graph.Dim;
import org.softcpt.onnx.graph.ElementType;
import org.softcpt.onnx.graph.GraphBuilder;
import org.softcpt.onnx.graph.Ops;
import org.softcpt.onnx.graph.Shape;
import org.softcpt.onnx.graph.Value;

/** CLIP's text transformer on plain token ids, forward only, with fused attention. */
final class TextEncoderGraph {

  private static final Dim TEXTS = new Dim.Symbol("B");
  private static final Dim LENGTH = new Dim.Symbol("T");
  private static final Dim ROWS = new Dim.Symbol("B*T");

  private final Ops ops;
  private final GraphBuilder builder;
  private final Layers layers;
  private final TextConfig config;
  private final int embedDim;

  TextEncoderGraph(Ops ops, TextConfig config, int embedDim) {
    this.ops = ops;
    this.builder = ops.builder();
    this.layers = new Layers(ops);
    this.config = config;
    this.embedDim = embedDim;
  }

  /**
   * From {@code token_ids} int64 [B, T] (SOS first, cut at the longest text) and {@code eot} int64
   * [B], EOT's place in each, to features [B, D], not normalised.
   */
  Value features() {
    builder.scope("embeddings/");
    Value ids = builder.input("token_ids", ElementType.INT64, Shape.of(TEXTS, LENGTH));
    Value eot = builder.input("eot", ElementType.INT64, Shape.of(TEXTS));
    Value rows = embed(ids);
    for (int layer = 0; layer < config.layers(); layer++) {
      builder.scope("block" + layer + "/");
      rows = block(rows, layer);
    }
    builder.scope("last/");
    Value ends = ops.gather(rows, flatEnds(eot));
    return layers.linear(normalized(ends), TextWeights.PROJECTION, embedDim);
  }

  private Value embed(Value ids) {
    Value table = builder.stored(TextWeights.TOKENS, config.vocabSize(), config.width());
    Value places = builder.weight(TextWeights.POSITIONS, config.contextLength(), config.width());
    Value tokens = ops.cast(ops.gather(table, ids), builder.real()); // [B, T, w]
    Value placed = ops.add(tokens, ops.gather(places, ops.range(LENGTH)));
    return ops.reshape(placed, Shape.of(ROWS, config.width()));
  }

  private Value flatEnds(Value eot) {
    Value length = ops.reshape(builder.extent(LENGTH), Shape.of());
    return ops.add(eot, ops.mul(ops.range(TEXTS), length));
  }

  private Value block(Value rows, int layer) {
    Value sum = ops.add(rows, attended(normalized(rows), layer));
    Value hidden =
        layers.mlp(
            normalized(sum),
            TextWeights.block(layer, "fc1"),
            TextWeights.block(layer, "fc2"),
            HiddenWidth.of(config.mlpWidth()),
            config.activation());
    return ops.add(sum, hidden);
  }

  private Value attended(Value normalized, int layer) {
    long width = config.width();
    Shape grid = Shape.of(TEXTS, LENGTH, width);
    List<Value> maps =
        projections(normalized, layer).stream().map(x -> ops.reshape(x, grid)).toList();
    Value mixed =
        ops.multiHeadAttention(maps.get(0), maps.get(1), maps.get(2), config.heads(), true);
    return layers.linear(
        ops.reshape(mixed, Shape.of(ROWS, width)), TextWeights.block(layer, "out"), width);
  }

  private List<Value> projections(Value normalized, int layer) {
    Dim width = new Dim.Fixed(config.width());
    if (layer < config.layers() - 1) {
      Value all = layers.linear(normalized, TextWeights.block(layer, "qkv"), 3L * config.width());
      return ops.split(all, 1, width, width, width);
    }
    Value query = layers.linear(normalized, TextWeights.block(layer, "q"), config.width());
    Value key = layers.product(normalized, TextWeights.block(layer, "k"), config.width());
    Value value = layers.product(normalized, TextWeights.block(layer, "v"), config.width());
    return List.of(query, key, value);
  }

  private Value normalized(Value rows) {
    return ops.centredNormalization(rows, config.layerNormEpsilon());
  }
}
