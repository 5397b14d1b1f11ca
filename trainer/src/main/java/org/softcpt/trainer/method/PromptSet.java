package org.softcpt.trainer.method;

/**
 * Unit text features of several prompts for each class of one task.
 *
 * @param prompts N, per class
 * @param width D
 * @param norms of the features before {@code [C, N]}
 * @param rows unit, class after class {@code [C·N, D]}
 */
record PromptSet(int prompts, int width, double[] norms, double[] rows) {

  /**
   * Normalises features.
   *
   * @param features {@code [C·N, D]}, any norm
   * @param prompts N
   * @param width D
   */
  static PromptSet of(float[] features, int prompts, int width) {
    double[] rows = new double[features.length];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = features[i];
    }
    return new PromptSet(prompts, width, unit(rows, width), rows);
  }

  /** Makes rows unit in place; gives their norms. */
  static double[] unit(double[] rows, int width) {
    double[] norms = new double[rows.length / width];
    for (int row = 0; row < norms.length; row++) {
      double squares = 0;
      for (int d = row * width; d < (row + 1) * width; d++) {
        squares += rows[d] * rows[d];
      }
      norms[row] = Math.sqrt(squares);
      for (int d = row * width; d < (row + 1) * width; d++) {
        rows[d] /= norms[row];
      }
    }
    return norms;
  }

  /** C. */
  int classes() {
    return norms.length / prompts;
  }

  /** The rows as columns {@code [D, C·N]}: a place's cosines with all of them lie together. */
  double[] columns() {
    double[] columns = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      columns[i % width * norms.length + i / width] = rows[i];
    }
    return columns;
  }

  /**
   * From the gradient of the unit rows to that of the features: its part across, over the norm.
   *
   * @param gradient {@code [C·N, D]}
   * @return the same shape
   */
  float[] back(double[] gradient) {
    float[] result = new float[gradient.length];
    for (int row = 0; row < norms.length; row++) {
      double along = 0;
      for (int d = row * width; d < (row + 1) * width; d++) {
        along += gradient[d] * rows[d];
      }
      for (int d = row * width; d < (row + 1) * width; d++) {
        result[d] = (float) ((gradient[d] - along * rows[d]) / norms[row]);
      }
    }
    return result;
  }
}
