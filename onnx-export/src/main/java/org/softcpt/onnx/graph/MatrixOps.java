package org.softcpt.onnx.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Operators that multiply matrices, in real numbers and in bytes. */
public sealed interface MatrixOps extends OperatorFamily permits Ops {

  /**
   * Multiplies matrices over the last two axes.
   *
   * @param a [..., m, k]
   * @param b [..., k, n]
   * @return [..., m, n]
   */
  default Value matMul(Value a, Value b) {
    return builder().one(Operator.MAT_MUL, a, b);
  }

  /**
   * A linear map as PyTorch stores it.
   *
   * @param x [m, k]
   * @param weight [n, k]
   * @param bias [n], or null for none
   * @return x · weightᵀ + bias, [m, n]
   */
  default Value linear(Value x, Value weight, @Nullable Value bias) {
    return gemm(x, weight, bias, true);
  }

  /**
   * Multiplies two matrices and adds a bias.
   *
   * @param a [m, k]
   * @param b [k, n], or [n, k] if transposed
   * @param bias broadcasts to [m, n], or null for none
   * @param transposed whether b is transposed
   * @return [m, n]
   */
  default Value gemm(Value a, Value b, @Nullable Value bias, boolean transposed) {
    List<Value> operands = bias == null ? List.of(a, b) : List.of(a, b, bias);
    return builder()
        .one(Operator.GEMM, operands, Map.of("transB", Attribute.of(transposed ? 1 : 0)));
  }

  /**
   * A linear map in eight bits; see {@link Operator#MAT_MUL_INTEGER_TO_FLOAT}.
   *
   * @param x [m, k], by {@link #quantised}
   * @param weight bytes [k, n]; column j stands for weight[:, j] · scales[j]
   * @param scales [n]
   * @param bias [n], or null for none
   * @return x · weight + bias, [m, n], single precision
   */
  default Value quantisedLinear(Quantised x, Value weight, Value scales, @Nullable Value bias) {
    Value none = builder().integer(ElementType.INT8, 0);
    List<Value> operands =
        new ArrayList<>(List.of(x.bytes(), weight, x.scale(), scales, x.zero(), none));
    if (bias != null) {
      operands.add(bias);
    }
    return builder().one(Operator.MAT_MUL_INTEGER_TO_FLOAT, operands, Map.of());
  }

  /**
   * Numbers as bytes: x is nearly (bytes - zero) · scale.
   *
   * @param bytes unsigned, the shape of what was quantised
   * @param scale []
   * @param zero [], the byte that stands for 0
   */
  record Quantised(Value bytes, Value scale, Value zero) {}

  /**
   * Rounds to 256 steps between the least and the greatest element, 0 included.
   *
   * @param x any shape, single precision
   * @return its bytes
   */
  default Quantised quantised(Value x) {
    List<Value> parts = builder().node(Operator.DYNAMIC_QUANTIZE_LINEAR, List.of(x), Map.of());
    return new Quantised(parts.get(0), parts.get(1), parts.get(2));
  }

  /**
   * ONNX Runtime's fused attention, single precision only.
   *
   * @param query [B, T, w], already divided by the root of the head width
   * @param key [B, K, w]
   * @param value [B, K, w]
   * @param heads number of heads
   * @param causal whether a query sees no later key
   * @return [B, T, w]
   */
  default Value multiHeadAttention(Value query, Value key, Value value, int heads, boolean causal) {
    Map<String, Attribute> attributes =
        Map.of(
            "num_heads", Attribute.of((long) heads),
            "unidirectional", Attribute.of(causal ? 1 : 0),
            "scale", Attribute.of(1f));
    return builder().one(Operator.MULTI_HEAD_ATTENTION, List.of(query, key, value), attributes);
  }
}
