package org.softcpt.benchmarks.load;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/** Loads a bundle again every so many requests; one at a time, as an operator would. */
final class Reloads {

  private final Target target;
  private final Optional<String> bundle;
  private final long every;
  private final LongAdder failed = new LongAdder();
  private final Latencies done = new Latencies();
  private long requests;

  /**
   * Plans reloads.
   *
   * @param target gets them
   * @param bundle which one; empty for no reloads at all
   * @param every requests from one reload to the next, at least 1
   */
  Reloads(Target target, Optional<String> bundle, long every) {
    this.target = target;
    this.bundle = bundle;
    this.every = every;
  }

  /** Counts a request; called by the sender's thread alone. */
  void beforeRequest() {
    requests++;
    if (bundle.isPresent() && requests % every == 0) {
      reload(bundle.get(), System.nanoTime());
    }
  }

  private void reload(String name, long start) {
    target
        .reload(name)
        .whenComplete(
            (answer, failure) -> {
              if (failure == null && answer.statusCode() == 200) {
                done.record(System.nanoTime() - start);
              } else {
                failed.increment();
              }
            });
  }

  long failures() {
    return failed.sum();
  }

  /** For JSON. */
  Map<String, Object> figures() {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("failed", failures());
    figures.put("latency", done.figures());
    return figures;
  }

  @Override
  public String toString() {
    return "%d failed, %s".formatted(failures(), done);
  }
}
