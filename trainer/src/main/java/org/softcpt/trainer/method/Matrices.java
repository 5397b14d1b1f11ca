package org.softcpt.trainer.method;

/** Transposition in blocks that fit the first-level cache. */
final class Matrices {

  private static final int BLOCK = 32;

  private Matrices() {}

  static float[] transposed(float[] matrix, int rows, int columns) {
    float[] result = new float[matrix.length];
    transpose(matrix, rows, columns, result);
    return result;
  }

  /** Writes {@code matrix [rows, columns]} to {@code target [columns, rows]}, both row-major. */
  static void transpose(float[] matrix, int rows, int columns, float[] target) {
    for (int row = 0; row < rows; row += BLOCK) {
      for (int column = 0; column < columns; column += BLOCK) {
        block(matrix, rows, columns, target, row, column);
      }
    }
  }

  private static void block(
      float[] matrix, int rows, int columns, float[] target, int firstRow, int firstColumn) {
    int lastRow = Math.min(rows, firstRow + BLOCK);
    int lastColumn = Math.min(columns, firstColumn + BLOCK);
    for (int row = firstRow; row < lastRow; row++) {
      for (int column = firstColumn; column < lastColumn; column++) {
        target[column * rows + row] = matrix[row * columns + column];
      }
    }
  }
}
