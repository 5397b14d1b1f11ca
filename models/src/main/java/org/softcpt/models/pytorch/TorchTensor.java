package org.softcpt.models.pytorch;

import java.util.List;
import org.softcpt.models.tensor.TensorShape;

/**
 * A view of a storage: element (i, j, …) lies at {@code offset + i·strides[0] + j·strides[1] + …}.
 *
 * @param storage where the elements lie
 * @param offset of the first one, elements
 * @param shape extents, outermost first
 * @param strides steps, elements
 */
record TorchTensor(TorchStorage storage, long offset, List<Integer> shape, List<Long> strides) {

  /**
   * Checks that every element lies in the storage, and that the view is not larger than it: one
   * that repeats elements could be of any size.
   *
   * @throws IllegalArgumentException if a check fails
   * @throws ArithmeticException if a size overflows
   */
  TorchTensor {
    shape = List.copyOf(shape);
    strides = List.copyOf(strides);
    if (shape.size() != strides.size()) {
      throw new IllegalArgumentException("shape %s with strides %s".formatted(shape, strides));
    }
    long elements = TensorShape.elements(shape);
    long last = elements == 0 ? -1 : offset;
    for (int axis = 0; axis < shape.size() && elements > 0; axis++) {
      long reach = Math.multiplyExact(shape.get(axis) - 1L, strides.get(axis).longValue());
      last = Math.addExact(last, reach);
    }
    boolean backwards = strides.stream().anyMatch(stride -> stride < 0);
    if (offset < 0 || backwards || last >= storage.elements() || elements > storage.elements()) {
      throw new IllegalArgumentException(
          "view %s from %d in steps of %s leaves or repeats its storage of %d elements"
              .formatted(shape, offset, strides, storage.elements()));
    }
  }

  int elements() {
    return Math.toIntExact(TensorShape.elements(shape));
  }

  /** Whether the elements lie one after the other in reading order. */
  boolean isContiguous() {
    long step = 1;
    for (int axis = shape.size() - 1; axis >= 0; axis--) {
      if (shape.get(axis) != 1 && strides.get(axis) != step) {
        return false;
      }
      step = Math.multiplyExact(step, shape.get(axis).longValue());
    }
    return true;
  }

  /** Where the element with some index in reading order lies in the storage, elements. */
  long position(long index) {
    long rest = index;
    long position = offset;
    for (int axis = shape.size() - 1; axis >= 0; axis--) {
      position += rest % shape.get(axis) * strides.get(axis);
      rest /= shape.get(axis);
    }
    return position;
  }
}
