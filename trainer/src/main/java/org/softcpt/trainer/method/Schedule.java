package org.softcpt.trainer.method;

/**
 * The published learning-rate schedule: a constant small rate while warming up, then a cosine over
 * {@code epochs} epochs <b>counted from the end of the warm-up</b>, so it stops a little above
 * zero. The rate changes once an epoch.
 *
 * <p>With e = {@code stride} · epoch (both from 0) the rate is {@code warmUpRate} if e &lt; {@code
 * warmUpEpochs}, else {@code rate · (1 + cos(π·(e - warmUpEpochs)/epochs)) / 2}. A stride above 1
 * is the published SoftCPT trainer's: it runs past the cosine's end, where the rate rises again.
 *
 * @param rate the cosine's peak
 * @param epochs length of the run, and of the cosine's half period
 * @param warmUpEpochs epochs at the constant rate
 * @param warmUpRate the constant rate
 * @param stride how many of the schedule's own epochs pass in an epoch of the run
 */
public record Schedule(double rate, int epochs, int warmUpEpochs, double warmUpRate, int stride) {

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if there is no epoch, the warm-up is negative, the stride is
   *     below 1 or a rate is not a finite number of at least 0
   */
  public Schedule {
    boolean counted = epochs >= 1 && warmUpEpochs >= 0 && stride >= 1;
    if (!counted || !isRate(rate) || !isRate(warmUpRate)) {
      throw new IllegalArgumentException(
          "schedule: rate %s, %d epochs, %d warm-up epochs at %s, stride %d"
              .formatted(rate, epochs, warmUpEpochs, warmUpRate, stride));
    }
  }

  /**
   * The schedule of stride 1, which is the paper's.
   *
   * @param rate the cosine's peak
   * @param epochs length of the run, and of the cosine's half period
   * @param warmUpEpochs epochs at the constant rate
   * @param warmUpRate the constant rate
   * @throws IllegalArgumentException if a value is out of its range
   */
  public Schedule(double rate, int epochs, int warmUpEpochs, double warmUpRate) {
    this(rate, epochs, warmUpEpochs, warmUpRate, 1);
  }

  private static boolean isRate(double rate) {
    return rate >= 0 && Double.isFinite(rate);
  }

  /**
   * The rate of an epoch.
   *
   * @param epoch of the run, counted from 0
   * @return the rate all its steps use
   */
  public double at(int epoch) {
    long reached = (long) stride * epoch;
    if (reached < warmUpEpochs) {
      return warmUpRate;
    }
    return rate * (1 + Math.cos(Math.PI * (reached - warmUpEpochs) / epochs)) / 2;
  }
}
