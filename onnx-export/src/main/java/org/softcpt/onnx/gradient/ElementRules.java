package org.softcpt.onnx.gradient;

import org.softcpt.onnx.graph.GraphBuilder;
import org.softcpt.onnx.graph.Operator;
import org.softcpt.onnx.graph.Ops;
import org.softcpt.onnx.graph.Value;

/** Rules of the operators that work element by element. */
final class ElementRules {

  private ElementRules() {}

  static void add(Backward pass) {
    for (int input = 0; input < 2; input++) {
      if (pass.wants(input)) {
        pass.give(input, pass.upstream());
      }
    }
  }

  static void sub(Backward pass) {
    if (pass.wants(0)) {
      pass.give(0, pass.upstream());
    }
    if (pass.wants(1)) {
      pass.give(1, pass.ops().apply(Operator.NEG, pass.upstream()));
    }
  }

  static void mul(Backward pass) {
    for (int input = 0; input < 2; input++) {
      if (pass.wants(input)) {
        pass.give(input, pass.ops().mul(pass.upstream(), pass.input(1 - input)));
      }
    }
  }

  /** y = a/b: da = dy/b, db = -dy·y/b. */
  static void div(Backward pass) {
    Ops ops = pass.ops();
    Value quotient = ops.div(pass.upstream(), pass.input(1));
    if (pass.wants(0)) {
      pass.give(0, quotient);
    }
    if (pass.wants(1)) {
      pass.give(1, ops.apply(Operator.NEG, ops.mul(quotient, pass.output())));
    }
  }

  static void neg(Backward pass) {
    pass.give(0, pass.ops().apply(Operator.NEG, pass.upstream()));
  }

  /** y = √x: dx = dy/(2y). */
  static void sqrt(Backward pass) {
    Ops ops = pass.ops();
    Value half = ops.mul(pass.upstream(), ops.builder().real(0.5));
    pass.give(0, ops.div(half, pass.output()));
  }

  static void exp(Backward pass) {
    pass.give(0, pass.ops().mul(pass.upstream(), pass.output()));
  }

  static void log(Backward pass) {
    pass.give(0, pass.ops().div(pass.upstream(), pass.input(0)));
  }

  /** y = σ(x): dx = dy·y·(1 - y) = dy·(y - y²). */
  static void sigmoid(Backward pass) {
    Ops ops = pass.ops();
    Value y = pass.output();
    pass.give(0, ops.mul(pass.upstream(), ops.sub(y, ops.mul(y, y))));
  }

  /** y = erf(x): dx = dy·2/√π·exp(-x²). */
  static void erf(Backward pass) {
    Ops ops = pass.ops();
    Value x = pass.input(0);
    Value bell = ops.apply(Operator.EXP, ops.apply(Operator.NEG, ops.mul(x, x)));
    Value slope = ops.mul(bell, ops.builder().real(2 / Math.sqrt(Math.PI)));
    pass.give(0, ops.mul(pass.upstream(), slope));
  }

  /** y = x·s with s = σ(αx): dx = dy·(s + α·y·(1 - s)) = dy·(s + α·(y - y·s)). */
  static void quickGelu(Backward pass) {
    Ops ops = pass.ops();
    GraphBuilder builder = ops.builder();
    double alpha = pass.node().call().real("alpha", 1.702f);
    Value x = pass.input(0);
    Value scaled = alpha == 1 ? x : ops.mul(x, builder.real(alpha));
    Value s = ops.apply(Operator.SIGMOID, scaled);
    Value y = pass.output();
    Value bend = ops.sub(y, ops.mul(y, s));
    Value slope = ops.add(s, alpha == 1 ? bend : ops.mul(bend, builder.real(alpha)));
    pass.give(0, ops.mul(pass.upstream(), slope));
  }

  static void where(Backward pass) {
    Ops ops = pass.ops();
    Value zero = ops.builder().real(0);
    if (pass.wants(1)) {
      pass.give(1, ops.where(pass.input(0), pass.upstream(), zero));
    }
    if (pass.wants(2)) {
      pass.give(2, ops.where(pass.input(0), zero, pass.upstream()));
    }
  }

  static void cast(Backward pass) {
    pass.give(0, pass.ops().cast(pass.upstream(), pass.input(0).element()));
  }
}
