package org.softcpt.trainer.experiment;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * A figure over several seeds.
 *
 * @param count n, at least 1
 * @param mean of the values
 * @param deviation their standard deviation with n-1 in the denominator; empty for one value
 * @param interval half the width of the 95 % confidence interval of the mean by Student's t; empty
 *     for one value
 */
public record Statistic(int count, double mean, OptionalDouble deviation, OptionalDouble interval) {

  private static final double UPPER = 0.975; // 2.5 % are left on either side

  /**
   * Computes them.
   *
   * @param values at least one
   * @return the figures
   * @throws IllegalArgumentException if there is no value
   */
  public static Statistic of(List<Double> values) {
    double[] array = values.stream().mapToDouble(Double::doubleValue).toArray();
    double mean =
        Arrays.stream(array)
            .average()
            .orElseThrow(() -> new IllegalArgumentException("a statistic of no values"));
    int count = array.length;
    if (count == 1) {
      return new Statistic(1, mean, OptionalDouble.empty(), OptionalDouble.empty());
    }
    double squares = Arrays.stream(array).map(value -> (value - mean) * (value - mean)).sum();
    double deviation = Math.sqrt(squares / (count - 1));
    double quantile = TDistribution.of(count - 1).inverseCumulativeProbability(UPPER);
    double interval = quantile * deviation / Math.sqrt(count);
    return new Statistic(count, mean, OptionalDouble.of(deviation), OptionalDouble.of(interval));
  }

  /**
   * The harmonic mean of two accuracies, the published figure of base-to-new.
   *
   * @param base accuracy on what was trained, from 0 to 1
   * @param other accuracy on what is new, from 0 to 1
   * @return 2·b·n / (b + n); 0 if both are 0
   */
  public static double harmonic(double base, double other) {
    return base + other == 0 ? 0 : 2 * base * other / (base + other);
  }
}
