package org.softcpt.benchmarks;

import java.util.Arrays;

/**
 * Times of one piece of work, repeated.
 *
 * @param minimum seconds
 * @param median seconds
 * @param maximum seconds
 * @param total seconds of all timed runs together
 * @param runs how often it was timed
 */
record Timing(double minimum, double median, double maximum, double total, int runs) {

  /** Runs the work a few times unmeasured, then measures every run. */
  static Timing of(int warmups, int runs, Runnable work) {
    for (int i = 0; i < warmups; i++) {
      work.run();
    }
    double[] seconds = new double[runs];
    for (int i = 0; i < runs; i++) {
      long start = System.nanoTime();
      work.run();
      seconds[i] = (System.nanoTime() - start) / 1e9;
    }
    Arrays.sort(seconds);
    double total = Arrays.stream(seconds).sum();
    return new Timing(seconds[0], seconds[runs / 2], seconds[runs - 1], total, runs);
  }

  @Override
  public String toString() {
    return "median %.4f s, min %.4f, max %.4f (%d runs)".formatted(median, minimum, maximum, runs);
  }
}
