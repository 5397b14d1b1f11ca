package org.softcpt.benchmarks.load;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** A histogram of microseconds, exact to three digits. Thread-safe. */
final class Latencies {

  private static final long LONGEST = TimeUnit.HOURS.toMicros(1);

  private final Histogram histogram = new ConcurrentHistogram(1, LONGEST, 3);

  void record(long nanos) {
    long micros = TimeUnit.NANOSECONDS.toMicros(nanos);
    histogram.recordValue(Math.min(LONGEST, Math.max(0, micros)));
  }

  long micros(double percentile) {
    return histogram.getValueAtPercentile(percentile);
  }

  long max() {
    return histogram.getMaxValue();
  }

  /** For JSON. */
  Map<String, Object> figures() {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("count", histogram.getTotalCount());
    if (histogram.getTotalCount() > 0) {
      figures.put("p50_micros", micros(50));
      figures.put("p90_micros", micros(90));
      figures.put("p99_micros", micros(99));
      figures.put("p999_micros", micros(99.9));
      figures.put("max_micros", max());
    }
    return figures;
  }

  @Override
  public String toString() {
    return histogram.getTotalCount() == 0
        ? "none"
        : "p50 %.2f  p99 %.2f  p99.9 %.2f  max %.2f ms"
            .formatted(micros(50) / 1e3, micros(99) / 1e3, micros(99.9) / 1e3, max() / 1e3);
  }
}
