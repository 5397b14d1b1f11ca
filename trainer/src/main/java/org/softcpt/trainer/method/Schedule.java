package org.softcpt.trainer.method;

/**
 * The published learning-rate schedule: a constant small rate while warming up, then a cosine over
 * {@code epochs} epochs <b>counted from the end of the warm-up</b>, so it stops a little above
 * zero. The rate changes once an epoch.
 *
 * <p>Epoch e (from 0) has the rate {@code warmUpRate} if e &lt; {@code warmUpEpochs}, else {@code
 * rate · (1 + cos(π·(e - warmUpEpochs)/epochs)) / 2}.
 *
 * @param rate the cosine's peak
 * @param epochs length of the run, and of the cosine's half period
 * @param warmUpEpochs epochs at the constant rate
 * @param warmUpRate the constant rate
 */
public record Schedule(double rate, int epochs, int warmUpEpochs, double warmUpRate) {

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if there is no epoch, the warm-up is negative or a rate is not
   *     a finite number of at least 0
   */
  public Schedule {
    if (epochs < 1 || warmUpEpochs < 0 || !isRate(rate) || !isRate(warmUpRate)) {
      throw new IllegalArgumentException(
          "schedule: rate %s, %d epochs, %d warm-up epochs at %s"
              .formatted(rate, epochs, warmUpEpochs, warmUpRate));
    }
  }

  private static boolean isRate(double rate) {
    return rate >= 0 && Double.isFinite(rate);
  }

  /**
   * The rate of an epoch.
   *
   * @param epoch counted from 0
   * @return the rate all its steps use
   */
  public double at(int epoch) {
    if (epoch < warmUpEpochs) {
      return warmUpRate;
    }
    return rate * (1 + Math.cos(Math.PI * (epoch - warmUpEpochs) / epochs)) / 2;
  }
}
