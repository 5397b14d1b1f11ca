package org.softcpt.models.safetensors;

import java.util.List;
import org.softcpt.models.tensor.TensorShape;

/**
 * Where one tensor lies in a file, and what its bytes mean.
 *
 * @param name key in the file
 * @param dtype element type
 * @param shape extents, outermost first; {@code []} is a scalar; copied
 * @param offset first byte, counted from the start of the data section
 * @param length size in bytes
 */
public record TensorInfo(String name, DType dtype, List<Integer> shape, long offset, long length) {

  /**
   * Checks the shape against the byte range.
   *
   * @throws IllegalArgumentException if an extent or the offset is negative, or the sizes disagree
   * @throws ArithmeticException if the shape's size overflows a {@code long}
   */
  public TensorInfo {
    shape = List.copyOf(shape);
    long needed = bytes(dtype, shape);
    if (offset < 0 || length != needed) {
      throw new IllegalArgumentException(
          "%s %s needs %d bytes, the header gives %d at offset %d"
              .formatted(dtype, shape, needed, length, offset));
    }
  }

  /**
   * Counts the elements.
   *
   * @return the product of the extents
   */
  public long elements() {
    return TensorShape.elements(shape);
  }

  /**
   * Where the tensor ends.
   *
   * @return first byte after it, counted from the start of the data section
   */
  public long end() {
    return offset + length;
  }

  static long bytes(DType dtype, List<Integer> shape) {
    return Math.multiplyExact(TensorShape.elements(shape), (long) dtype.bytes());
  }
}
