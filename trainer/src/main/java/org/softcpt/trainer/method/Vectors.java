package org.softcpt.trainer.method;

/** Rows of row-major matrices, made unit length as cosines want them. */
public final class Vectors {

  private Vectors() {}

  /**
   * Divides every row by its Euclidean norm.
   *
   * @param values {@code [rows, n]}; not changed
   * @param rows at least 1
   * @return new values; a row of zeros stays
   */
  public static float[] unitRows(float[] values, int rows) {
    int width = values.length / rows;
    float[] result = new float[values.length];
    for (int row = 0; row < rows; row++) {
      double norm = norm(values, row * width, width);
      for (int i = row * width; i < (row + 1) * width; i++) {
        result[i] = norm == 0 ? 0 : (float) (values[i] / norm);
      }
    }
    return result;
  }

  private static double norm(float[] values, int from, int count) {
    double squares = 0;
    for (int i = from; i < from + count; i++) {
      squares += (double) values[i] * values[i];
    }
    return Math.sqrt(squares);
  }
}
