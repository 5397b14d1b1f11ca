package org.softcpt.onnx.gradient;

import java.util.Map;
import org.softcpt.onnx.graph.Dim;
import org.softcpt.onnx.graph.ElementType;
import org.softcpt.onnx.graph.Operator;
import org.softcpt.onnx.graph.Ops;
import org.softcpt.onnx.graph.Shape;
import org.softcpt.onnx.graph.Value;

/** The functions of {@code tools/golden_gradients.py}, built from our operators. */
enum GoldenForwards {
  QUICK_GELU_MLP("layer norm, QuickGELU MLP, residual") {
    @Override
    Value output(Ops ops, Map<String, Value> in) {
      return mlp(ops, in, GoldenForwards::quickGelu);
    }
  },
  /** The error function exists in single precision only. */
  EXACT_GELU_MLP("layer norm, exact GELU MLP, residual") {
    @Override
    Value output(Ops ops, Map<String, Value> in) {
      return mlp(ops, in, GoldenForwards::exactGelu);
    }
  },
  CAUSAL_ATTENTION("causal attention, residual") {
    @Override
    Value output(Ops ops, Map<String, Value> in) {
      Value x = in.get("x");
      Value query = ops.linear(x, in.get("query"), null);
      Value key = ops.linear(x, in.get("key"), null);
      Value scores = ops.gemm(query, key, null, true);
      Value scaled = ops.mul(scores, ops.builder().real(1 / Math.sqrt(3)));
      Value weights = ops.softmax(ops.where(past(ops, x), scaled, ops.builder().real(-1e30)));
      Value mixed = ops.matMul(weights, ops.linear(x, in.get("value"), null));
      return ops.add(x, ops.linear(mixed, in.get("out"), null));
    }
  },
  COSINE_CLASSIFIER("cross-entropy of cosines") {
    @Override
    Value output(Ops ops, Map<String, Value> in) {
      Value cosines = ops.gemm(unit(ops, in.get("images")), unit(ops, in.get("texts")), null, true);
      Value log = ops.logSoftmax(ops.mul(cosines, ops.builder().real(13)));
      Value flat = ops.reshape(log, Shape.of(12));
      Value right = ops.gather(flat, ops.builder().integers(2, 4, 10)); // 4·row + label
      return ops.apply(Operator.NEG, ops.reduceMean(right, false, 0));
    }
  };

  private final String title;

  GoldenForwards(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  abstract Value output(Ops ops, Map<String, Value> in);

  private static Value mlp(Ops ops, Map<String, Value> in, GradientCase.Unary activation) {
    Value x = in.get("x");
    Value rows = ops.layerNormalization(x, in.get("gain"), in.get("bias"), 1e-5);
    Value hidden = ops.linear(rows, in.get("expand"), in.get("expand_bias"));
    Value active = activation.output(ops, hidden);
    return ops.add(x, ops.linear(active, in.get("shrink"), in.get("shrink_bias")));
  }

  private static Value quickGelu(Ops ops, Value x) {
    if (x.element() == ElementType.FLOAT) {
      return ops.apply(Operator.QUICK_GELU, x);
    }
    Value scaled = ops.mul(x, ops.builder().real(1.702));
    return ops.mul(x, ops.apply(Operator.SIGMOID, scaled));
  }

  private static Value exactGelu(Ops ops, Value x) {
    Value scaled = ops.mul(x, ops.builder().real(Math.sqrt(0.5)));
    Value twice = ops.add(ops.apply(Operator.ERF, scaled), ops.builder().real(1));
    return ops.mul(ops.mul(x, ops.builder().real(0.5)), twice);
  }

  /** True where the column's position is not after the row's. */
  private static Value past(Ops ops, Value x) {
    Dim length = x.shape().dim(0);
    Value positions = ops.range(length);
    return ops.lessOrEqual(positions, ops.reshape(positions, Shape.of(length, 1)));
  }

  private static Value unit(Ops ops, Value rows) {
    Value squares = ops.reduceSum(ops.mul(rows, rows), true, 1);
    return ops.div(rows, ops.apply(Operator.SQRT, squares));
  }
}
