package org.softcpt.onnx.gradient;

import java.util.List;
import org.softcpt.onnx.graph.Dim;
import org.softcpt.onnx.graph.ElementType;
import org.softcpt.onnx.graph.Operator;
import org.softcpt.onnx.graph.Ops;
import org.softcpt.onnx.graph.Shape;
import org.softcpt.onnx.graph.Value;

/** Rules of reductions and of what normalises rows. */
final class RowRules {

  private RowRules() {}

  static void reduceSum(Backward pass) {
    pass.give(0, spread(pass, pass.upstream()));
  }

  static void reduceMean(Backward pass) {
    Ops ops = pass.ops();
    Value share = pass.upstream();
    for (long axis : axes(pass)) {
      Value count = ops.builder().extent(pass.input(0).shape().dim(axis));
      share = ops.div(share, ops.reshape(ops.cast(count, share.element()), Shape.of()));
    }
    pass.give(0, spread(pass, share));
  }

  /** Repeats a reduction's gradient along the axes that were summed. */
  private static Value spread(Backward pass, Value gradient) {
    Shape shape = pass.input(0).shape();
    Shape kept = shape;
    for (long axis : axes(pass)) {
      kept = kept.with(axis, new Dim.Fixed(1));
    }
    return pass.ops().expand(pass.ops().reshape(gradient, kept), shape);
  }

  private static List<Long> axes(Backward pass) {
    return pass.ops().builder().constantIntegers(pass.input(1));
  }

  /** y = softmax(x): dx = y·(dy - Σ dy·y). */
  static void softmax(Backward pass) {
    Ops ops = pass.ops();
    Value y = pass.output();
    Value weighted = ops.mul(pass.upstream(), y);
    Value total = ops.reduceSum(weighted, true, -1);
    pass.give(0, ops.sub(weighted, ops.mul(y, total)));
  }

  /** y = log softmax(x): dx = dy - exp(y)·Σ dy. */
  static void logSoftmax(Backward pass) {
    Ops ops = pass.ops();
    Value total = ops.reduceSum(pass.upstream(), true, -1);
    Value share = ops.mul(ops.apply(Operator.EXP, pass.output()), total);
    pass.give(0, ops.sub(pass.upstream(), share));
  }

  /**
   * With h the standardised row, r = 1/deviation, u = dy·gain: dx = r·(u - mean u - h·mean(u·h)).
   */
  static void layerNormalization(Backward pass) {
    Ops ops = pass.ops();
    Value gain = pass.input(1);
    Value deviation = inverseDeviation(pass);
    Value standard = ops.mul(centred(ops, pass.input(0)), deviation);
    if (pass.wants(0)) {
      Value u = ops.mul(pass.upstream(), gain);
      pass.give(0, ops.mul(deviation, ops.sub(centred(ops, u), projection(ops, u, standard))));
    }
    if (pass.wants(1)) {
      pass.give(1, ops.mul(pass.upstream(), standard));
    }
    if (pass.node().call().inputs().size() == 3 && pass.wants(2)) {
      pass.give(2, pass.upstream());
    }
  }

  /** With y = x·r, r = 1/√(mean(x²) + ε): dx = r·(dy - y·mean(dy·y)); r's part is in it. */
  static void centredNormalization(Backward pass) {
    Ops ops = pass.ops();
    Value dy = pass.upstream();
    Value rest = ops.sub(dy, projection(ops, dy, pass.output()));
    pass.give(0, ops.mul(rest, pass.input(1)));
  }

  private static Value projection(Ops ops, Value u, Value standard) {
    return ops.mul(standard, ops.reduceMean(ops.mul(u, standard), true, -1));
  }

  private static Value centred(Ops ops, Value x) {
    return ops.sub(x, ops.reduceMean(x, true, -1));
  }

  /** The operator's own third output; for doubles it is only a float, so it is computed anew. */
  private static Value inverseDeviation(Backward pass) {
    Ops ops = pass.ops();
    Value x = pass.input(0);
    if (x.element() == ElementType.FLOAT) {
      return pass.node().output(2);
    }
    Value centred = centred(ops, x);
    Value variance = ops.reduceMean(ops.mul(centred, centred), true, -1);
    Value epsilon = ops.builder().real(pass.node().call().real("epsilon", 1e-5f));
    Value deviation = ops.apply(Operator.SQRT, ops.add(variance, epsilon));
    return ops.div(ops.builder().real(1), deviation);
  }
}
