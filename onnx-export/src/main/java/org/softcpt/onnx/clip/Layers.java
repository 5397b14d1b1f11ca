package org.softcpt.onnx.clip;

import org.softcpt.models.config.Activation;
import org.softcpt.onnx.graph.Dim;
import org.softcpt.onnx.graph.ElementType;
import org.softcpt.onnx.graph.GraphBuilder;
import org.softcpt.onnx.graph.Operator;
import org.softcpt.onnx.graph.Ops;
import org.softcpt.onnx.graph.Value;

/** The pieces transformers are made of, over packed rows [T, w] and folded weights. */
final class Layers {

  private final Ops ops;
  private final GraphBuilder builder;

  Layers(Ops ops) {
    this.ops = ops;
    this.builder = ops.builder();
  }

  /** x·Wᵀ + b, with the folded map of that name. */
  Value linear(Value x, String name, long outputs) {
    long inputs = width(x);
    return ops.linear(
        x,
        builder.weight(name + ".weight", outputs, inputs),
        builder.weight(name + ".bias", outputs));
  }

  /** x·Wᵀ, with the folded map of that name, whose bias is none or added elsewhere. */
  Value product(Value x, String name, long outputs) {
    return ops.linear(x, builder.weight(name + ".weight", outputs, width(x)), null);
  }

  /** Two maps with the activation's core between them; its constants are in the maps. */
  Value mlp(Value x, String first, String second, long hidden, Activation activation) {
    return linear(activate(linear(x, first, hidden), activation), second, width(x));
  }

  /** The activation's core. */
  Value activate(Value x, Activation activation) {
    return switch (activation) {
      case QUICK_GELU -> silu(x);
      case GELU -> ops.mul(x, ops.add(ops.apply(Operator.ERF, x), builder.real(1)));
    };
  }

  private Value silu(Value x) {
    return builder.real() == ElementType.FLOAT
        ? ops.quickGelu(x, 1)
        : ops.mul(x, ops.apply(Operator.SIGMOID, x)); // the fused operator knows no doubles
  }

  private static long width(Value x) {
    if (x.shape().dim(-1) instanceof Dim.Fixed fixed) {
      return fixed.extent();
    }
    throw new IllegalArgumentException("rows of unknown width: " + x);
  }
}
