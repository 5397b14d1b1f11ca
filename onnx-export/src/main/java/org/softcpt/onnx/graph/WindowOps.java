package org.softcpt.onnx.graph;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Operators that slide a window over pictures. */
public sealed interface WindowOps extends OperatorFamily permits Ops {

  /**
   * Convolves with square kernels: pixels beyond the edge are zero.
   *
   * @param x [B, c, H, W]
   * @param kernels [f, c, side, side]
   * @param bias [f], or null for none
   * @param stride pixels from one window to the next
   * @param padding pixels added at each edge
   * @return [B, f, (H + 2·padding - side)/stride + 1, likewise], rounded down
   */
  default Value convolve(Value x, Value kernels, @Nullable Value bias, long stride, long padding) {
    List<Value> operands = bias == null ? List.of(x, kernels) : List.of(x, kernels, bias);
    long[] window = {extent(kernels, -2), extent(kernels, -1)};
    Map<String, Attribute> attributes =
        Map.of(
            "strides", Attribute.of(new long[] {stride, stride}),
            "kernel_shape", Attribute.of(window),
            "pads", Attribute.of(new long[] {padding, padding, padding, padding}));
    return builder().one(Operator.CONV, operands, attributes);
  }

  private static long extent(Value x, int axis) {
    return new Shape(List.of(x.shape().dim(axis))).size();
  }

  /**
   * Averages over square windows that do not overlap.
   *
   * @param x [B, c, H, W]
   * @param side of a window, pixels
   * @return [B, c, H/side, W/side], rounded down
   */
  default Value averagePool(Value x, long side) {
    Attribute window = Attribute.of(new long[] {side, side});
    return builder()
        .one(Operator.AVERAGE_POOL, List.of(x), Map.of("strides", window, "kernel_shape", window));
  }
}
