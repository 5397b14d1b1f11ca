package org.softcpt.trainer.feature;

/** Multiplication of a whole matrix, in place. */
final class Scaled {

  private Scaled() {}

  static Matrix by(double factor, Matrix matrix) {
    for (int i = 0; i < matrix.values().length; i++) {
      matrix.values()[i] *= factor;
    }
    return matrix;
  }
}
