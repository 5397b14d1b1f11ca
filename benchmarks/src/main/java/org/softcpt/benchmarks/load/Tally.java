package org.softcpt.benchmarks.load;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts and latencies of one stage of a load test. Thread-safe. */
final class Tally {

  private final Map<Verdict, LongAdder> counts = new EnumMap<>(Verdict.class);
  private final Map<String, LongAdder> causes = new ConcurrentHashMap<>();
  private final LongAdder inTime = new LongAdder();
  private final Latencies right = new Latencies();
  private final Latencies rejected = new Latencies();
  private final Latencies lag = new Latencies();

  Tally() {
    for (Verdict verdict : Verdict.values()) {
      counts.put(verdict, new LongAdder());
    }
  }

  /**
   * Counts an answer.
   *
   * @param verdict what it was
   * @param nanos since its request should have been sent
   * @param duringStage whether it came before the stage's last request was due
   */
  void answered(Verdict verdict, long nanos, boolean duringStage) {
    counts.get(verdict).increment();
    if (verdict == Verdict.RIGHT) {
      right.record(nanos);
      if (duringStage) {
        inTime.increment();
      }
    } else if (verdict == Verdict.REJECTED) {
      rejected.record(nanos);
    }
  }

  /** Counts why a request was not answered as it should. */
  void cause(String cause) {
    causes.computeIfAbsent(cause, key -> new LongAdder()).increment();
  }

  /** How late the client itself was. */
  void sent(long nanosLate) {
    lag.record(nanosLate);
  }

  long count(Verdict verdict) {
    return counts.get(verdict).sum();
  }

  /** Right answers that came while requests were still being sent. */
  long inTime() {
    return inTime.sum();
  }

  Latencies right() {
    return right;
  }

  Latencies rejected() {
    return rejected;
  }

  Latencies lag() {
    return lag;
  }

  /** For JSON. */
  Map<String, Object> figures() {
    Map<String, Object> figures = new LinkedHashMap<>();
    counts.forEach((verdict, count) -> figures.put(verdict.name().toLowerCase(), count.sum()));
    figures.put("causes", causes());
    figures.put("latency", right.figures());
    figures.put("reject_latency", rejected.figures());
    figures.put("send_lag", lag.figures());
    return figures;
  }

  Map<String, Long> causes() {
    Map<String, Long> sorted = new TreeMap<>();
    causes.forEach((cause, count) -> sorted.put(cause, count.sum()));
    return sorted;
  }
}
