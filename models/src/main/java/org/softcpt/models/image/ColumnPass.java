package org.softcpt.models.image;

/** Resampling along columns: weighted sums of whole rows. */
final class ColumnPass {

  private ColumnPass() {}

  /**
   * Resamples each column.
   *
   * @param rows {@code [weights.length][width]}, 0 to 255; the first one is the weights' lowest
   *     source sample
   * @param weights of the rows
   * @return {@code [targets, width]}, unsigned bytes
   */
  static byte[] of(int[][] rows, ResampleWeights weights) {
    int[] sums = new int[rows[0].length];
    byte[] result = new byte[Math.multiplyExact(weights.targets(), sums.length)];
    for (int target = 0; target < weights.targets(); target++) {
      int first = weights.first(target) - weights.lowest();
      WeightedSum.of(rows, first, 1, weights.weights(target), sums);
      narrow(sums, result, target * sums.length);
    }
    return result;
  }

  /**
   * Resamples each column of a part of an image.
   *
   * @param image the source
   * @param read the part of it to read: the weights' lowest source sample is its first row
   * @param weights of the rows
   * @return {@code [targets, read.width, bands]}, unsigned bytes
   */
  static byte[] of(Samples image, Box read, ResampleWeights weights) {
    int[] sums = new int[image.bands() * read.width()];
    byte[] result = new byte[Math.multiplyExact(weights.targets(), sums.length)];
    int[][] rows = new int[read.height()][]; // widened when needed, dropped when used up
    int done = 0;
    int used = 0;
    for (int target = 0; target < weights.targets(); target++) {
      int first = weights.first(target) - weights.lowest();
      int end = first + weights.weights(target).length;
      for (; done < end; done++) {
        rows[done] = widened(image, read, done);
      }
      for (; used < first; used++) {
        rows[used] = rows[first];
      }
      WeightedSum.of(rows, first, 1, weights.weights(target), sums);
      narrow(sums, result, target * sums.length);
    }
    return result;
  }

  private static int[] widened(Samples image, Box read, int row) {
    int[] widened = new int[image.bands() * read.width()];
    int from = image.bands() * ((read.top() + row) * image.width() + read.left());
    for (int i = 0; i < widened.length; i++) {
      widened[i] = image.values()[from + i] & 0xff;
    }
    return widened;
  }

  /** Integers of 0..255 to bytes. */
  static void narrow(int[] values, byte[] result, int at) {
    for (int i = 0; i < values.length; i++) {
      result[at + i] = (byte) values[i];
    }
  }
}
