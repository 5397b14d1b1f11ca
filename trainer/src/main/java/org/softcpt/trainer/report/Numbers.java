package org.softcpt.trainer.report;

import java.util.Locale;
import java.util.Optional;
import org.softcpt.trainer.experiment.Statistic;

/** How pages write numbers. */
final class Numbers {

  private Numbers() {}

  /** A share from 0 to 1 in percent, e.g. {@code 72.6}. */
  static String percent(double share) {
    return decimals(100 * share, 1);
  }

  static String decimals(double value, int digits) {
    return String.format(Locale.ROOT, "%." + digits + "f", value);
  }

  /** A count with its thousands apart. */
  static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** Mean and standard deviation in percent, e.g. {@code 72.6 ± 0.5}. */
  static String spread(Optional<Statistic> statistic) {
    if (statistic.isEmpty()) {
      return "–";
    }
    Statistic of = statistic.get();
    String mean = percent(of.mean());
    return of.deviation().isPresent() ? mean + " ± " + percent(of.deviation().getAsDouble()) : mean;
  }

  /** The 95 % interval in percent, e.g. {@code 71.4 to 73.8}; one run has none. */
  static String interval(Optional<Statistic> statistic) {
    if (statistic.isEmpty() || statistic.get().interval().isEmpty()) {
      return "–";
    }
    double half = statistic.get().interval().getAsDouble();
    double mean = statistic.get().mean();
    return percent(mean - half) + " to " + percent(mean + half);
  }
}
