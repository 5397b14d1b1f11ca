package org.softcpt.trainer.feature;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatrixTest {

  /** Sums of up to 207 products of numbers below 1; reckoned 1e-14, times ten. */
  private static final double TOLERANCE = 1e-13;

  @ParameterizedTest
  @CsvSource({"1, 1, 1", "1, 7, 13", "13, 1, 7", "7, 13, 1", "13, 207, 17"})
  void productsAreThoseOfTheDefinition(int rows, int inner, int columns) {
    Random random = new Random(rows + 100L * inner + columns);
    Matrix left = matrix(random, rows, inner);
    Matrix right = matrix(random, inner, columns);
    double[] expected = new double[rows * columns];
    for (int i = 0; i < rows * columns; i++) {
      for (int k = 0; k < inner; k++) {
        expected[i] += left.at(i / columns, k) * right.at(k, i % columns);
      }
    }
    check(expected, rows, left.times(right));
    check(expected, rows, left.timesTransposed(transposed(right)));
    check(expected, rows, transposed(left).transposedTimes(right));
  }

  @Test
  void refusesWhatDoesNotFit() {
    Matrix wide = Matrix.zeros(2, 3);
    assertThrows(IllegalArgumentException.class, () -> wide.times(wide));
    assertThrows(IllegalArgumentException.class, () -> wide.timesTransposed(Matrix.zeros(2, 2)));
    assertThrows(IllegalArgumentException.class, () -> wide.transposedTimes(Matrix.zeros(3, 3)));
    assertThrows(IllegalArgumentException.class, () -> new Matrix(2, 2, new double[3]));
  }

  private static void check(double[] expected, int rows, Matrix product) {
    assertEquals(rows, product.rows());
    assertArrayEquals(expected, product.values(), TOLERANCE);
  }

  private static Matrix transposed(Matrix matrix) {
    Matrix result = Matrix.zeros(matrix.columns(), matrix.rows());
    for (int i = 0; i < matrix.values().length; i++) {
      result.values()[i % matrix.columns() * matrix.rows() + i / matrix.columns()] =
          matrix.values()[i];
    }
    return result;
  }

  private static Matrix matrix(Random random, int rows, int columns) {
    return new Matrix(rows, columns, random.doubles((long) rows * columns, -1, 1).toArray());
  }
}
