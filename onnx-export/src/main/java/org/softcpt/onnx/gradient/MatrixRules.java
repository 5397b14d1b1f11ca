package org.softcpt.onnx.gradient;

import org.softcpt.onnx.graph.Ops;
import org.softcpt.onnx.graph.Value;

/** Rules of the matrix products. */
final class MatrixRules {

  private MatrixRules() {}

  /**
   * Y = A·B: dA = dY·Bᵀ, dB = Aᵀ·dY; batch axes that were broadcast are summed. Where B is a
   * transpose, dB is written as (dYᵀ·A)ᵀ: the rule of the transpose then undoes the outer one, and
   * no elements are moved.
   */
  static void matMul(Backward pass) {
    Ops ops = pass.ops();
    if (pass.wants(0)) {
      pass.give(0, ops.matMul(pass.upstream(), ops.transposeLast(pass.input(1))));
    }
    if (pass.wants(1)) {
      pass.give(1, ops.isTransposedLast(pass.input(1)) ? transposed(pass) : direct(pass));
    }
  }

  private static Value direct(Backward pass) {
    return pass.ops().matMul(pass.ops().transposeLast(pass.input(0)), pass.upstream());
  }

  private static Value transposed(Backward pass) {
    Ops ops = pass.ops();
    return ops.transposeLast(ops.matMul(ops.transposeLast(pass.upstream()), pass.input(0)));
  }

  /** Y = A·B + C, or A·Bᵀ + C. One weight serves both directions: only the flag flips. */
  static void gemm(Backward pass) {
    Ops ops = pass.ops();
    boolean transposed = pass.node().call().integer("transB", 0) == 1;
    Value upstream = pass.upstream();
    if (pass.wants(0)) {
      pass.give(0, ops.gemm(upstream, pass.input(1), null, !transposed));
    }
    if (pass.wants(1)) {
      Value left = transposed ? upstream : pass.input(0);
      Value right = transposed ? pass.input(0) : upstream;
      pass.give(1, ops.gemm(ops.transposeLast(left), right, null, false));
    }
    if (pass.node().call().inputs().size() == 3 && pass.wants(2)) {
      pass.give(2, upstream);
    }
  }
}
