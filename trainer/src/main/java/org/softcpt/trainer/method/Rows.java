package org.softcpt.trainer.method;

/** Picks rows of row-major matrices and puts them back. */
final class Rows {

  private Rows() {}

  /** The chosen ones of {@code count} rows. */
  static float[] gathered(float[] matrix, int[] chosen, int count) {
    int width = matrix.length / count;
    float[] rows = new float[Math.multiplyExact(chosen.length, width)];
    for (int i = 0; i < chosen.length; i++) {
      System.arraycopy(matrix, chosen[i] * width, rows, i * width, width);
    }
    return rows;
  }

  /** A matrix of {@code count} rows that has the given ones at the chosen places, else zeros. */
  static float[] scattered(float[] rows, int[] chosen, int count) {
    int width = rows.length / chosen.length;
    float[] matrix = new float[Math.multiplyExact(count, width)];
    for (int i = 0; i < chosen.length; i++) {
      System.arraycopy(rows, i * width, matrix, chosen[i] * width, width);
    }
    return matrix;
  }
}
