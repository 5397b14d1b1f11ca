package org.softcpt.trainer.feature;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.softcpt.models.tensor.FloatTensor;

/**
 * A dense matrix. Its products run in ND4J's BLAS.
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
    return product(this, false, other, false);
  }

  /** this · otherᵀ. */
  Matrix timesTransposed(Matrix other) {
    require(columns == other.columns, other);
    return product(this, false, other, true);
  }

  /** thisᵀ · other. */
  Matrix transposedTimes(Matrix other) {
    require(rows == other.rows, other);
    return product(this, true, other, false);
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

  private static Matrix product(Matrix a, boolean transposeA, Matrix b, boolean transposeB) {
    int rows = transposeA ? a.columns : a.rows;
    int columns = transposeB ? b.rows : b.columns;
    if (rows == 0) {
      return zeros(rows, columns);
    }
    try (INDArray left = Nd4j.createFromArray(a.values);
        INDArray right = Nd4j.createFromArray(b.values);
        INDArray product = view(left, a, transposeA).mmul(view(right, b, transposeB));
        INDArray rowMajor = product.dup('c')) {
      return new Matrix(rows, columns, rowMajor.data().asDouble());
    }
  }

  private static INDArray view(INDArray flat, Matrix shape, boolean transpose) {
    INDArray matrix = flat.reshape('c', shape.rows, shape.columns);
    return transpose ? matrix.transpose() : matrix;
  }
}
