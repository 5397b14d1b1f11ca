package org.softcpt.trainer.method;

/** Transposition in blocks that fit the first-level cache. */
final class Matrices {

  private static final int BLOCK = 32;

  private Matrices() {}

  /** Transposes; rows and columns are the source's. */
  record Transposition(int rows, int columns) {

    /** From {@code [rows, columns]} to {@code [columns, rows]}, both row-major, at offsets. */
    void copy(float[] from, int fromOffset, float[] to, int toOffset) {
      for (int row = 0; row < rows; row += BLOCK) {
        for (int column = 0; column < columns; column += BLOCK) {
          block(from, fromOffset, to, toOffset, row, column);
        }
      }
    }

    private void block(
        float[] from, int fromOffset, float[] to, int toOffset, int firstRow, int firstColumn) {
      int lastRow = Math.min(rows, firstRow + BLOCK);
      int lastColumn = Math.min(columns, firstColumn + BLOCK);
      for (int row = firstRow; row < lastRow; row++) {
        for (int column = firstColumn; column < lastColumn; column++) {
          to[toOffset + column * rows + row] = from[fromOffset + row * columns + column];
        }
      }
    }
  }
}
