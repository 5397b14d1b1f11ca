package org.softcpt.models.image;

/**
 * Resampling along rows, a block of rows at a time: the block is turned on its side, so that a
 * weighted sum of pixels becomes one of whole columns, and turned back.
 *
 * <p>Turning costs less than it saves: sums of arrays are vector instructions, sums of neighbours
 * in an array are not (see {@link WeightedSum}).
 */
final class RowPass {

  /** Rows of a block: columns long enough for vector loops, and a block that stays in the cache. */
  private static final int BLOCK = 96;

  private final Samples image;
  private final Box read;
  private final ResampleWeights weights;
  private final int[][] columns; // [read.width, bands][BLOCK]
  private final int[][] results; // [targets, bands][BLOCK]

  private RowPass(Samples image, Box read, ResampleWeights weights) {
    this.image = image;
    this.read = read;
    this.weights = weights;
    int rows = Math.min(BLOCK, read.height());
    this.columns = new int[image.bands() * read.width()][rows];
    this.results = new int[image.bands() * weights.targets()][rows];
  }

  /**
   * Resamples each row.
   *
   * @param image the source
   * @param read the part of it to read: the weights' lowest source sample is its first column
   * @param weights of the columns
   * @return {@code [read.height][targets, bands]}, 0 to 255
   */
  static int[][] of(Samples image, Box read, ResampleWeights weights) {
    RowPass pass = new RowPass(image, read, weights);
    int[][] rows = new int[read.height()][image.bands() * weights.targets()];
    for (int top = 0; top < rows.length; top += BLOCK) {
      int count = Math.min(BLOCK, rows.length - top);
      pass.turn(top, count);
      pass.weigh();
      pass.turnBack(rows, top, count);
    }
    return rows;
  }

  private void turn(int top, int count) {
    int stride = image.bands() * image.width();
    int start = (read.top() + top) * stride + image.bands() * read.left();
    int i = 0;
    for (; i + 4 <= columns.length; i += 4) { // four at once: a cache line serves them all
      turn(image.values(), start + i, stride, columns, i, count);
    }
    for (; i < columns.length; i++) {
      turn(image.values(), start + i, stride, columns[i], count);
    }
  }

  private static void turn(
      byte[] values, int at, int stride, int[][] columns, int first, int count) {
    int[] a = columns[first];
    int[] b = columns[first + 1];
    int[] c = columns[first + 2];
    int[] d = columns[first + 3];
    for (int row = 0; row < count; row++) {
      int place = at + row * stride;
      a[row] = values[place] & 0xff;
      b[row] = values[place + 1] & 0xff;
      c[row] = values[place + 2] & 0xff;
      d[row] = values[place + 3] & 0xff;
    }
  }

  private static void turn(byte[] values, int at, int stride, int[] column, int count) {
    for (int row = 0; row < count; row++) {
      column[row] = values[at + row * stride] & 0xff;
    }
  }

  private void weigh() {
    int bands = image.bands();
    for (int i = 0; i < results.length; i++) {
      int target = i / bands;
      int first = bands * (weights.first(target) - weights.lowest()) + i % bands;
      WeightedSum.of(columns, first, bands, weights.weights(target), results[i]);
    }
  }

  private void turnBack(int[][] rows, int top, int count) {
    int i = 0;
    for (; i + 4 <= results.length; i += 4) {
      turnBack(results, i, rows, top, count);
    }
    for (; i < results.length; i++) {
      for (int row = 0; row < count; row++) {
        rows[top + row][i] = results[i][row];
      }
    }
  }

  private static void turnBack(int[][] results, int first, int[][] rows, int top, int count) {
    int[] a = results[first];
    int[] b = results[first + 1];
    int[] c = results[first + 2];
    int[] d = results[first + 3];
    for (int row = 0; row < count; row++) {
      int[] target = rows[top + row];
      target[first] = a[row];
      target[first + 1] = b[row];
      target[first + 2] = c[row];
      target[first + 3] = d[row];
    }
  }
}
