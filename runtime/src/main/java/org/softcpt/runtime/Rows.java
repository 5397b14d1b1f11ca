package org.softcpt.runtime;

import java.util.Arrays;

/** Rows of a matrix {@code [R, D]}: features of images and texts. */
final class Rows {

  private Rows() {}

  /** Copies the rows of {@code matrix} into {@code rows}, from index {@code first} on. */
  static void split(float[] matrix, int width, float[][] rows, int first) {
    for (int row = 0; row * width < matrix.length; row++) {
      rows[first + row] = Arrays.copyOfRange(matrix, row * width, (row + 1) * width);
    }
  }

  /**
   * A row divided by its length.
   *
   * @throws IllegalArgumentException if it has none, or is not finite
   */
  static double[] unit(double[] row) {
    double squares = 0;
    for (double value : row) {
      squares += value * value;
    }
    double norm = Math.sqrt(squares);
    if (!(norm > 0 && norm < Double.POSITIVE_INFINITY)) { // NaN too
      throw new IllegalArgumentException(
          "feature: expected finite values, not all zero; found length " + norm);
    }
    return Arrays.stream(row).map(value -> value / norm).toArray();
  }

  /** The same for single precision; the sum of squares is taken in double precision. */
  static double[] unit(float[] row) {
    return unit(wide(row));
  }

  static double dot(double[] left, double[] right) {
    double sum = 0;
    for (int i = 0; i < left.length; i++) {
      sum += left[i] * right[i];
    }
    return sum;
  }

  /** With the row of {@code matrix} that starts at {@code from}. */
  static double dot(double[] left, float[] matrix, int from) {
    double sum = 0;
    for (int i = 0; i < left.length; i++) {
      sum += left[i] * matrix[from + i];
    }
    return sum;
  }

  /** The same numbers in double precision. */
  static double[] wide(float[] row) {
    double[] wide = new double[row.length];
    Arrays.setAll(wide, i -> row[i]);
    return wide;
  }
}
