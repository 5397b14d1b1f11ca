package org.softcpt.models.tensor;

import java.util.List;

/** The arithmetic of shapes: a list of extents, outermost first. */
public final class TensorShape {

  private TensorShape() {}

  /**
   * Counts the elements of a shape.
   *
   * @param shape extents, outermost first; {@code []} is a scalar and has one element
   * @return the product of the extents
   * @throws IllegalArgumentException if an extent is negative
   * @throws ArithmeticException if the product overflows a {@code long}
   */
  public static long elements(List<Integer> shape) {
    long product = 1;
    for (int extent : shape) {
      if (extent < 0) {
        throw new IllegalArgumentException("negative extent in shape " + shape);
      }
      product = Math.multiplyExact(product, (long) extent);
    }
    return product;
  }
}
