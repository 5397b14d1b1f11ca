package org.softcpt.onnx.clip;

import org.jspecify.annotations.Nullable;
import org.softcpt.models.config.Activation;
import org.softcpt.models.config.Precision;
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
  private final @Nullable QuantisedMaps bytes;

  /** Layers of a text graph, or of an image encoder that is not quantised. */
  Layers(Ops ops) {
    this(ops, Precision.FP32);
  }

  Layers(Ops ops, Precision precision) {
    this.ops = ops;
    this.builder = ops.builder();
    this.bytes = precision == Precision.INT8 ? new QuantisedMaps(ops) : null;
  }

  /** x·Wᵀ + b, with the folded map of that name, in the graph's precision. */
  Value linear(Value x, String name, long outputs) {
    return bytes != null ? bytes.linear(x, name, width(x), outputs) : exact(x, name, outputs);
  }

  /** x·Wᵀ + b in any precision but eight bits. */
  Value exact(Value x, String name, long outputs) {
    long inputs = width(x);
    return ops.linear(
        x,
        builder.weight(name + ".weight", outputs, inputs),
        builder.weight(name + ".bias", outputs));
  }

  /** x·Wᵀ, with the folded map of that name, whose bias is none or added elsewhere. */
  Value product(Value x, String name, long outputs) {
    return bytes != null
        ? bytes.product(x, name, width(x), outputs)
        : ops.linear(x, builder.weight(name + ".weight", outputs, width(x)), null);
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
