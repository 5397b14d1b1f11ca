package org.softcpt.onnx.graph;

import java.util.List;

/** Output types of the operators that slide a window over an image [B, C, H, W]. */
final class WindowRules {

  private static final int IMAGE_RANK = 4;
  private static final int FIRST_SIDE = 2;

  private WindowRules() {}

  static List<TensorType> convolution(OperatorCall call) {
    Shape kernels = call.shape(1);
    requireImages(call);
    if (kernels.rank() != IMAGE_RANK || !kernels.dim(1).equals(call.shape(0).dim(1))) {
      throw call.problem("kernels " + kernels + " for images " + call.shape(0));
    }
    if (!List.of(kernels.dim(2), kernels.dim(3)).equals(dims(call.integers("kernel_shape")))) {
      throw call.problem("'kernel_shape' " + call.integers("kernel_shape") + " of " + kernels);
    }
    if (call.inputs().size() == 3 && !call.shape(2).equals(Shape.of(kernels.dim(0)))) {
      throw call.problem("bias " + call.shape(2) + " for kernels " + kernels);
    }
    for (int i = 1; i < call.inputs().size(); i++) {
      if (call.type(i).element() != call.type(0).element()) {
        throw call.problem("element types differ");
      }
    }
    return slid(call, kernels.dim(0), call.integers("pads"));
  }

  static List<TensorType> pooling(OperatorCall call) {
    requireImages(call);
    return slid(call, call.shape(0).dim(1), List.of(0L, 0L, 0L, 0L));
  }

  private static void requireImages(OperatorCall call) {
    Shape shape = call.shape(0);
    if (shape.rank() != IMAGE_RANK
        || !(shape.dim(2) instanceof Dim.Fixed && shape.dim(3) instanceof Dim.Fixed)) {
      throw call.problem("expected images [B, C, H, W] of known sides, got " + shape);
    }
  }

  private static List<Dim> dims(List<Long> extents) {
    return Shape.of(extents.toArray()).dims();
  }

  /** The first input with so many channels, and as many places as the window has. */
  private static List<TensorType> slid(OperatorCall call, Dim channels, List<Long> pads) {
    Shape shape = call.shape(0).with(1, channels);
    for (int side = 0; side < 2; side++) {
      int axis = FIRST_SIDE + side;
      long room = room(call, axis) + pads.get(side) + pads.get(side + 2); // begins, then ends
      long window = call.integers("kernel_shape").get(side);
      if (window > room) {
        throw call.problem("a window of " + window + " does not fit into " + room);
      }
      long places = (room - window) / call.integers("strides").get(side) + 1;
      shape = shape.with(axis, new Dim.Fixed(places));
    }
    return List.of(new TensorType(call.type(0).element(), shape));
  }

  private static long room(OperatorCall call, int axis) {
    return new Shape(List.of(call.shape(0).dim(axis))).size();
  }
}
