package org.softcpt.onnx.clip;

import org.softcpt.onnx.graph.Dim;
import org.softcpt.onnx.graph.ElementType;
import org.softcpt.onnx.graph.GraphBuilder;
import org.softcpt.onnx.graph.Operator;
import org.softcpt.onnx.graph.Ops;
import org.softcpt.onnx.graph.Shape;
import org.softcpt.onnx.graph.Value;

/**
 * Cosine logits of (image, task) pairs and their summed cross-entropies, each over the classes of
 * the pair's task, divided by the number of images.
 *
 * @param loss []
 * @param logits exp(logit_scale) · cosine, over all prompts [R, C]
 */
record ClassLoss(Value loss, Value logits) {

  /** exp(x - 1e9) is exactly zero: a class of another task has no part in the softmax. */
  private static final double OTHER_TASK = -1e9;

  static ClassLoss build(Ops ops, Value features, double scale) {
    GraphBuilder builder = ops.builder();
    builder.scope("loss/");
    Value images =
        builder.input("image_features", builder.real(), Shape.of("R", features.shape().dim(1)));
    Value promptTasks =
        builder.input("prompt_tasks", ElementType.INT64, Shape.of(features.shape().dim(0)));
    Value pairTasks = builder.input("pair_tasks", ElementType.INT64, Shape.of("R"));
    Value labels = builder.input("pair_labels", ElementType.INT64, Shape.of("R"));
    Value count = builder.input("images", builder.real(), Shape.of());
    Value scaled = ops.mul(unit(ops, images), builder.real(scale));
    Value logits = ops.matMul(scaled, ops.transposeLast(unit(ops, features)));
    Value total =
        ops.reduceSum(
            crossEntropies(ops, logits, same(ops, logits, pairTasks, promptTasks), labels),
            false,
            0,
            1);
    return new ClassLoss(ops.div(total, count), logits);
  }

  /** Minus the logarithm of the right class's share, at the right class; zero elsewhere. */
  private static Value crossEntropies(Ops ops, Value logits, Value same, Value labels) {
    GraphBuilder builder = ops.builder();
    Dim pairs = logits.shape().dim(0);
    Dim prompts = logits.shape().dim(1);
    Value others = ops.where(same, builder.real(0), builder.real(OTHER_TASK));
    Value shares = ops.logSoftmax(ops.add(logits, others));
    Value right =
        ops.equal(
            ops.reshape(labels, Shape.of(pairs, 1)),
            ops.reshape(ops.range(prompts), Shape.of(1, prompts)));
    Value losses = ops.apply(Operator.NEG, shares);
    return ops.where(right, losses, builder.real(0));
  }

  /** Which prompts belong to a pair's task [R, C]. */
  private static Value same(Ops ops, Value logits, Value pairTasks, Value promptTasks) {
    return ops.equal(
        ops.reshape(pairTasks, Shape.of(logits.shape().dim(0), 1)),
        ops.reshape(promptTasks, Shape.of(1, logits.shape().dim(1))));
  }

  private static Value unit(Ops ops, Value rows) {
    Value squares = ops.reduceSum(ops.mul(rows, rows), true, -1);
    return ops.div(rows, ops.apply(Operator.SQRT, squares));
  }
}
