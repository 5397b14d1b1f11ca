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

  /** Two maps with the activation's core between them; its constants are in the maps. */
  Value mlp(Value x, String first, String second, long hidden, Activation activation) {
    return linear(activate(linear(x, first, hidden), activation), second, width(x));
  }

  private Value activate(Value x, Activation activation) {
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

  /** Standardises rows of zero mean. */
  Value centredNormalization(Value x, String ones, double epsilon) {
    if (builder.real() == ElementType.FLOAT) {
      return ops.centredNormalization(x, builder.weight(ones, width(x)), epsilon);
    }
    return standardised(x, epsilon); // the operator's third output is only a float
  }

  /**
   * Standardises rows of zero mean by single operators: on the CPU several times as fast as ONNX
   * Runtime's {@code LayerNormalization}, but the backward pass would need its statistics.
   */
  Value standardised(Value x, double epsilon) {
    Value variance = ops.reduceMean(ops.mul(x, x), true, -1);
    Value deviation = ops.apply(Operator.SQRT, ops.add(variance, builder.real(epsilon)));
    return ops.div(x, deviation);
  }

  private static long width(Value x) {
    if (x.shape().dim(-1) instanceof Dim.Fixed fixed) {
      return fixed.extent();
    }
    throw new IllegalArgumentException("rows of unknown width: " + x);
  }
}
