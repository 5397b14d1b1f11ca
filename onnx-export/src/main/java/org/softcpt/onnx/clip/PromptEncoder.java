package org.softcpt.onnx.clip;

import java.util.List;
import org.softcpt.models.config.TextConfig;
import org.softcpt.onnx.graph.Dim;
import org.softcpt.onnx.graph.GraphBuilder;
import org.softcpt.onnx.graph.Ops;
import org.softcpt.onnx.graph.Shape;
import org.softcpt.onnx.graph.Value;

/**
 * CLIP's text transformer over prompts {@code [SOS] context_1 … context_L name . [EOT]} whose
 * prefix is shared by all prompts of a group. Exactly the original's features, with less
 * arithmetic: the prefix's rows exist once per group, suffix rows are packed without pads and end
 * at EOT, and the last block computes EOT rows only.
 */
final class PromptEncoder {

  private final Ops ops;
  private final GraphBuilder builder;
  private final Layers layers;
  private final TextConfig config;
  private final int embedDim;

  PromptEncoder(Ops ops, TextConfig config, int embedDim) {
    this.ops = ops;
    this.builder = ops.builder();
    this.layers = new Layers(ops);
    this.config = config;
    this.embedDim = embedDim;
  }

  /** Features of all prompts, [C, D], not normalised. */
  Value features(PromptInputs in) {
    PromptExtents extents = PromptExtents.of(in, config.width(), config.heads());
    builder.scope("embeddings/");
    Value prefix = prefixRows(in, extents); // [G*P, w]
    Value suffix = suffixRows(in); // [N, w]
    PromptMasks masks = PromptMasks.build(ops, in, extents.prefixLength(), extents.prefixRows());
    PromptAttention attention = new PromptAttention(ops, in, masks, extents);
    Value rows = ops.concat(0, extents.allRows(), prefix, suffix);
    for (int layer = 0; layer < config.layers() - 1; layer++) {
      builder.scope("block" + layer + "/");
      Value mixed =
          layer == 0 ? first(prefix, suffix, attention) : attention.all(stacked(rows, layer));
      rows = feedForward(ops.add(rows, projected(mixed, layer)), layer);
    }
    builder.scope("last/");
    Value ends = lastBlock(rows, in, masks, extents);
    Value features = layers.linear(normalized(ends), TextWeights.PROJECTION, embedDim);
    builder.scope("");
    return features;
  }

  private Value prefixRows(PromptInputs in, PromptExtents extents) {
    Value placed =
        ops.add(prefix(in, extents), ops.gather(places(), ops.range(extents.prefixLength())));
    return ops.reshape(placed, Shape.of(extents.prefixRows(), config.width()));
  }

  private Value suffixRows(PromptInputs in) {
    Value tokens = rows(in.tokens());
    Value rows = in.inner().map(inner -> mixed(tokens, inner)).orElse(tokens);
    return ops.add(rows, ops.gather(places(), in.positions()));
  }

  /** Tokens' and context vectors' rows, in the order of the suffixes. */
  private Value mixed(Value tokens, PromptInputs.Inner inner) {
    Value all = ops.concat(0, new Dim.Symbol("N+K"), tokens, centred(inner.contexts()));
    return ops.gather(all, inner.sources()); // [N, w]
  }

  private Value places() {
    return builder.weight(TextWeights.POSITIONS, config.contextLength(), config.width());
  }

  /** Rows of the table are widened, not the table: it is the largest weight, few rows are used. */
  private Value rows(Value ids) {
    Value table = builder.stored(TextWeights.TOKENS, config.vocabSize(), config.width());
    return ops.cast(ops.gather(table, ids), builder.real());
  }

  /** SOS and the contexts; these are centred like every producer of the residual stream. */
  private Value prefix(PromptInputs in, PromptExtents extents) { // [G, P, w]
    Value start = rows(builder.integers(config.bosToken())); // [1, w]
    Value starts = ops.expand(start, Shape.of(extents.groups(), 1, config.width()));
    return ops.concat(1, extents.prefixLength(), starts, centred(in.contexts()));
  }

  private Value centred(Value contexts) {
    return ops.sub(contexts, ops.reduceMean(contexts, true, -1));
  }

  /**
   * The first block's attention. The suffixes' rows do not depend on the contexts yet: apart from
   * the prefixes', their part of the backward pass falls away.
   */
  private Value first(Value prefix, Value suffix, PromptAttention attention) {
    return attention.all(stacked(prefix, 0), stacked(suffix, 0));
  }

  private Value stacked(Value rows, int layer) {
    return layers.linear(normalized(rows), TextWeights.block(layer, "qkv"), 3L * config.width());
  }

  private Value lastBlock(Value rows, PromptInputs in, PromptMasks masks, PromptExtents extents) {
    int layer = config.layers() - 1;
    List<Value> normalized = parts(normalized(rows), extents);
    Value query =
        layers.linear(
            ops.gather(normalized.get(1), in.eot()), TextWeights.block(layer, "q"), config.width());
    EotAttention attention = new EotAttention(ops, in, masks, extents, layer);
    Value mixed = attention.mixed(query, normalized.get(0), normalized.get(1));
    Value ends = ops.gather(parts(rows, extents).get(1), in.eot()); // [C, w]
    return feedForward(ops.add(ends, projected(mixed, layer)), layer);
  }

  private List<Value> parts(Value rows, PromptExtents extents) {
    return ops.split(rows, 0, extents.prefixRows(), extents.tokens());
  }

  private Value projected(Value mixed, int layer) {
    return layers.linear(mixed, TextWeights.block(layer, "out"), config.width());
  }

  private Value feedForward(Value rows, int layer) {
    Value hidden =
        layers.mlp(
            normalized(rows),
            TextWeights.block(layer, "fc1"),
            TextWeights.block(layer, "fc2"),
            HiddenWidth.of(config.mlpWidth()),
            config.activation());
    return ops.add(rows, hidden);
  }

  private Value normalized(Value rows) {
    return ops.centredNormalization(rows, config.layerNormEpsilon());
  }
}
