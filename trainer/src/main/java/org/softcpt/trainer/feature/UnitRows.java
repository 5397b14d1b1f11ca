package org.softcpt.trainer.feature;

/**
 * Rows divided by their length, and the way back for gradients.
 *
 * @param units the divided rows; a row of zeros stays
 * @param norms their lengths before, {@code [rows]}
 */
record UnitRows(Matrix units, double[] norms) {

  static UnitRows of(Matrix matrix) {
    double[] norms = new double[matrix.rows()];
    double[] units = matrix.values().clone();
    for (int row = 0; row < norms.length; row++) {
      norms[row] = Math.sqrt(matrix.dot(row, matrix, row));
      scale(units, row * matrix.columns(), matrix.columns(), norms[row] == 0 ? 0 : 1 / norms[row]);
    }
    return new UnitRows(new Matrix(matrix.rows(), matrix.columns(), units), norms);
  }

  /** From the gradient with respect to {@code u = v / ‖v‖} to {@code (g - u (u·g)) / ‖v‖}. */
  Matrix backward(Matrix gradient) {
    Matrix result = Matrix.zeros(gradient.rows(), gradient.columns());
    for (int row = 0; row < gradient.rows(); row++) {
      double along = units.dot(row, gradient, row);
      double factor = norms[row] == 0 ? 0 : 1 / norms[row];
      for (int i = row * gradient.columns(); i < (row + 1) * gradient.columns(); i++) {
        result.values()[i] = factor * (gradient.values()[i] - along * units.values()[i]);
      }
    }
    return result;
  }

  private static void scale(double[] values, int from, int count, double factor) {
    for (int i = from; i < from + count; i++) {
      values[i] *= factor;
    }
  }
}
