package org.softcpt.trainer.feature;

/**
 * A learned matrix and its gradient.
 *
 * @param name in files
 * @param matrix the values, changed in place
 * @param gradient overwritten by every backward pass
 */
record Weights(String name, Matrix matrix, double[] gradient) {

  Weights {
    if (gradient.length != matrix.values().length) {
      throw new IllegalArgumentException("%s: %d gradients".formatted(name, gradient.length));
    }
  }

  static Weights of(String name, Matrix matrix) {
    return new Weights(name, matrix, new double[matrix.values().length]);
  }

  double[] values() {
    return matrix.values();
  }

  void setGradient(Matrix values) {
    System.arraycopy(values.values(), 0, gradient, 0, gradient.length);
  }
}
