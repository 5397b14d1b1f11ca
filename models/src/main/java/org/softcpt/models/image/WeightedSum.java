package org.softcpt.models.image;

import java.util.Arrays;

/**
 * Weighted sums of arrays, rounded to 0..255, in loops that the JVM turns into vector instructions.
 *
 * <p>For that, JDK 17 wants arrays of {@code int} that share one index: with an offset into one of
 * them it has to assume that they overlap. Nor does it know minimum and maximum in vectors, hence
 * the arithmetic with signs. Both were measured: seven times as fast.
 */
final class WeightedSum {

  private WeightedSum() {}

  /**
   * Sums arrays.
   *
   * @param arrays samples, 0 to 255
   * @param first the first array to take
   * @param step from an array to the next one to take
   * @param weights of the arrays taken
   * @param result as long as the arrays; overwritten
   */
  static void of(int[][] arrays, int first, int step, int[] weights, int[] result) {
    Arrays.fill(result, ResampleWeights.HALF);
    int at = first;
    int tap = 0;
    for (; tap + 4 <= weights.length; tap += 4, at += 4 * step) {
      addFour(arrays, at, step, weights, tap, result);
    }
    for (; tap < weights.length; tap++, at += step) {
      add(arrays[at], weights[tap], result);
    }
    round(result);
  }

  private static void addFour(
      int[][] arrays, int at, int step, int[] weights, int tap, int[] sums) {
    int[] a = arrays[at];
    int[] b = arrays[at + step];
    int[] c = arrays[at + 2 * step];
    int[] d = arrays[at + 3 * step];
    int weightA = weights[tap];
    int weightB = weights[tap + 1];
    int weightC = weights[tap + 2];
    int weightD = weights[tap + 3];
    for (int i = 0; i < sums.length; i++) {
      sums[i] += a[i] * weightA + b[i] * weightB + c[i] * weightC + d[i] * weightD;
    }
  }

  private static void add(int[] samples, int weight, int[] sums) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += samples[i] * weight;
    }
  }

  private static void round(int[] sums) {
    for (int i = 0; i < sums.length; i++) {
      int value = sums[i] >> ResampleWeights.PRECISION;
      int positive = value & ~(value >> 31);
      int room = 255 - positive;
      sums[i] = positive + (room & room >> 31);
    }
  }
}
