package org.softcpt.onnx.clip;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.softcpt.onnx.graph.ElementType;
import org.softcpt.onnx.graph.GraphBuilder;
import org.softcpt.onnx.graph.MatrixOps;
import org.softcpt.onnx.graph.Ops;
import org.softcpt.onnx.graph.Value;

/**
 * Linear maps in eight bits. Activations are quantised when the graph runs, all rows with one
 * scale, and once for all maps that read them.
 */
final class QuantisedMaps {

  /** Endings of the names of a map's tensors in the weight store, after the map's own name. */
  static final String COLUMNS = ".columns"; // I8 [inputs, outputs]

  static final String SCALES = ".scales"; // F32 [outputs]

  private final Ops ops;
  private final Map<Value, MatrixOps.Quantised> known = new HashMap<>();

  QuantisedMaps(Ops ops) {
    this.ops = ops;
  }

  /** x·Wᵀ + b, with the folded map of that name. */
  Value linear(Value x, String name, long inputs, long outputs) {
    return map(x, name, inputs, outputs, ops.builder().weight(name + ".bias", outputs));
  }

  /** x·Wᵀ. */
  Value product(Value x, String name, long inputs, long outputs) {
    return map(x, name, inputs, outputs, null);
  }

  private Value map(Value x, String name, long inputs, long outputs, @Nullable Value bias) {
    GraphBuilder builder = ops.builder();
    return ops.quantisedLinear(
        known.computeIfAbsent(x, ops::quantised),
        builder.weight(name + COLUMNS, ElementType.INT8, inputs, outputs),
        builder.weight(name + SCALES, ElementType.FLOAT, outputs),
        bias);
  }
}
