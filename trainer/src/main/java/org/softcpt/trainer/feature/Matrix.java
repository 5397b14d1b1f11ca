package org.softcpt.trainer.feature;

import org.softcpt.models.tensor.FloatTensor;

/**
 * A dense matrix. Its products are loops, for the matrices of a few images and classes are so small
 * that handing them to BLAS, through ND4J, takes longer than multiplying them (one fit went from
 * minutes to seconds).
 *
 * @param rows at least 0
 * @param columns at least 1
 * @param values row-major; kept, not copied
 */
record Matrix(int rows, int columns, double[] values) {

  Matrix {
    if (values.length != Math.multiplyExact(rows, columns)) {
      throw new IllegalArgumentException(
          "matrix [%d, %d]: found %d values".formatted(rows, columns, values.length));
    }
  }

  static Matrix zeros(int rows, int columns) {
    return new Matrix(rows, columns, new double[Math.multiplyExact(rows, columns)]);
  }

  static Matrix of(float[] values, int columns) {
    double[] copy = new double[values.length];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = values[i];
    }
    return new Matrix(values.length / columns, columns, copy);
  }

  /** Of a stored tensor of one or two extents; a single one is a row. */
  static Matrix of(FloatTensor tensor) {
    return of(tensor.values(), tensor.shape().get(tensor.shape().size() - 1));
  }

  double at(int row, int column) {
    return values[row * columns + column];
  }

  /** this · other. */
  Matrix times(Matrix other) {
    require(columns == other.rows, other);
    Matrix result = zeros(rows, other.columns);
    for (int row = 0; row < rows; row++) {
      for (int k = 0; k < columns; k++) {
        result.addRow(row, values[row * columns + k], other, k);
      }
    }
    return result;
  }

  /** this · otherᵀ. */
  Matrix timesTransposed(Matrix other) {
    require(columns == other.columns, other);
    return times(other.transposed());
  }

  /** thisᵀ · other. */
  Matrix transposedTimes(Matrix other) {
    require(rows == other.rows, other);
    Matrix result = zeros(columns, other.columns);
    for (int k = 0; k < rows; k++) {
      for (int row = 0; row < columns; row++) {
        result.addRow(row, values[k * columns + row], other, k);
      }
    }
    return result;
  }

  private Matrix transposed() {
    Matrix result = zeros(columns, rows);
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        result.values[column * rows + row] = values[row * columns + column];
      }
    }
    return result;
  }

  /** Adds a multiple of another matrix' row; the compiler makes vector instructions of it. */
  private void addRow(int row, double factor, Matrix other, int otherRow) {
    if (factor == 0) {
      return; // a ReLU's zeros
    }
    int to = row * columns;
    int from = otherRow * columns;
    for (int i = 0; i < columns; i++) {
      values[to + i] += factor * other.values[from + i];
    }
  }

  /** Selected rows, in the order given. */
  Matrix select(int[] indices) {
    Matrix result = zeros(indices.length, columns);
    for (int i = 0; i < indices.length; i++) {
      System.arraycopy(values, indices[i] * columns, result.values, i * columns, columns);
    }
    return result;
  }

  /** Inner product of two rows. */
  double dot(int row, Matrix other, int otherRow) {
    double sum = 0;
    for (int d = 0; d < columns; d++) {
      sum += values[row * columns + d] * other.values[otherRow * columns + d];
    }
    return sum;
  }

  float[] floats() {
    float[] result = new float[values.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = (float) values[i];
    }
    return result;
  }

  FloatTensor tensor() {
    return FloatTensor.of(floats(), rows, columns);
  }

  private void require(boolean fits, Matrix other) {
    if (!fits) {
      throw new IllegalArgumentException(
          "product of [%d, %d] and [%d, %d]".formatted(rows, columns, other.rows, other.columns));
    }
  }
}
