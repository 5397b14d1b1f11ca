package org.softcpt.onnx.clip;

import java.util.List;
import org.softcpt.onnx.graph.Dim;
import org.softcpt.onnx.graph.GraphBuilder;
import org.softcpt.onnx.graph.Ops;
import org.softcpt.onnx.graph.Rearrangement;
import org.softcpt.onnx.graph.Shape;
import org.softcpt.onnx.graph.Value;

/**
 * Attention of the last block, where only EOT rows ask. So suffix rows have no keys and values
 * here: q·(K·x) = (Kᵀ·q)·x and Σ α·(V·x) = V·(Σ α·x), and there are fewer queries than rows. The
 * prefixes, which all prompts of a group share, do have them. Keys have no bias, because softmax
 * ignores it; that of the values is in the output map's.
 */
final class EotAttention {

  private final Ops ops;
  private final Layers layers;
  private final PromptInputs in;
  private final PromptMasks masks;
  private final PromptExtents extents;
  private final String key;
  private final String value;

  EotAttention(Ops ops, PromptInputs in, PromptMasks masks, PromptExtents extents, int layer) {
    this.ops = ops;
    this.layers = new Layers(ops);
    this.in = in;
    this.masks = masks;
    this.extents = extents;
    this.key = TextWeights.block(layer, "k");
    this.value = TextWeights.block(layer, "v");
  }

  /**
   * What the EOT rows attend to.
   *
   * @param query of the EOT rows [C, w]
   * @param prefix normalised rows of the prefixes [G·P, w]
   * @param suffix normalised rows of the suffixes [N, w]
   * @return [C, w]
   */
  Value mixed(Value query, Value prefix, Value suffix) {
    Value asking = byHead(query); // [h, C, w/h]
    Value padded = ops.gather(suffix, new Rearrangement(in.rows(), in.slots(), true)); // [C, S, w]
    List<Value> weights = weights(asking, prefix, padded);
    Value values = byHead(layers.product(prefix, value, extents.modelWidth()));
    Value fromPrefix = ops.matMul(weights.get(0), values); // [h, C, w/h]
    Value seen = ops.transpose(ops.matMul(weights.get(1), padded), 1, 0, 2); // [h, C, w]
    Value fromSuffix = ops.matMul(seen, ops.transposeLast(weight(value)));
    return ops.reshape(
        ops.transpose(ops.add(fromPrefix, fromSuffix), 1, 0, 2),
        Shape.of(extents.prompts(), extents.modelWidth()));
  }

  /** On the prefixes' rows [h, C, G·P], and on those of the prompt's suffix [C, h, S]. */
  private List<Value> weights(Value asking, Value prefix, Value padded) {
    Value keys = byHead(layers.product(prefix, key, extents.modelWidth())); // [h, G·P, w/h]
    Value far = ops.matMul(asking, ops.transposeLast(keys));
    Value asked = ops.transpose(ops.matMul(asking, weight(key)), 1, 0, 2); // [C, h, w]
    Value near = ops.transpose(ops.matMul(asked, ops.transposeLast(padded)), 1, 0, 2);
    List<Value> weights = PromptAttention.weights(ops, single(far), single(near), masks.eot());
    return List.of(
        ops.reshape(weights.get(0), far.shape()),
        ops.transpose(ops.reshape(weights.get(1), near.shape()), 1, 0, 2));
  }

  private Value single(Value scores) { // [h, C, x] to [h, C, 1, x]
    return ops.reshape(
        scores, Shape.of(extents.heads(), extents.prompts(), 1, scores.shape().dim(-1)));
  }

  private Value byHead(Value rows) { // [n, w] to [h, n, w/h]
    Dim count = rows.shape().dim(0);
    return ops.transpose(ops.reshape(rows, extents.byHead(count)), 1, 0, 2);
  }

  private Value weight(String name) { // [w, w] as [h, w/h, w]
    GraphBuilder builder = ops.builder();
    long width = extents.modelWidth();
    return ops.reshape(
        builder.weight(name + ".weight", width, width),
        Shape.of(extents.heads(), extents.headWidth(), width));
  }
}
