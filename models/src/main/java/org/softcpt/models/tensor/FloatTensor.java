package org.softcpt.models.tensor;

import java.util.Arrays;
import java.util.List;

/**
 * Single-precision numbers with a shape.
 *
 * <p>The array is not copied, because weights are large: whoever makes the tensor hands the array
 * over and must not change it afterwards; whoever reads it must not either.
 *
 * @param shape extents, outermost first; {@code []} is a scalar; copied
 * @param values the elements, row-major; as many as the shape holds; not copied
 */
public record FloatTensor(List<Integer> shape, float[] values) {

  /**
   * Checks the number of values against the shape.
   *
   * @throws IllegalArgumentException if an extent is negative or the counts disagree
   * @throws ArithmeticException if the shape's size overflows a {@code long}
   */
  public FloatTensor {
    shape = List.copyOf(shape);
    long expected = TensorShape.elements(shape);
    if (values.length != expected) {
      throw new IllegalArgumentException(
          "shape %s holds %d values, got %d".formatted(shape, expected, values.length));
    }
  }

  /**
   * Makes a tensor.
   *
   * @param values the elements, row-major; not copied
   * @param shape extents, outermost first; none for a scalar
   * @return the tensor
   * @throws IllegalArgumentException if an extent is negative or the counts disagree
   */
  public static FloatTensor of(float[] values, int... shape) {
    return new FloatTensor(Arrays.stream(shape).boxed().toList(), values);
  }

  /** Equal if shape and bits are; NaN equals NaN, 0 and -0 differ. */
  @Override
  public boolean equals(Object other) {
    return other instanceof FloatTensor tensor
        && shape.equals(tensor.shape)
        && Arrays.equals(values, tensor.values);
  }

  @Override
  public int hashCode() {
    return 31 * shape.hashCode() + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "FloatTensor" + shape;
  }
}
