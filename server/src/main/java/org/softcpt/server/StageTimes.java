package org.softcpt.server;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.softcpt.server.metrics.Stage;

/** How long the stages of a request took; of several images in parallel, the longest. */
final class StageTimes {

  private static final double NANOSECONDS = 1e6;

  private final long start = System.nanoTime();
  private final ConcurrentMap<Stage, Long> longest = new ConcurrentHashMap<>();

  void took(Stage stage, long nanoseconds) {
    longest.merge(stage, nanoseconds, Math::max);
  }

  /** Nanoseconds by stage up to now; those that did not happen are missing. */
  Map<Stage, Long> nanoseconds() {
    Map<Stage, Long> all = new TreeMap<>(longest);
    all.put(Stage.TOTAL, System.nanoTime() - start);
    return all;
  }

  /** Milliseconds by stage up to now, for an answer. */
  Map<String, Double> milliseconds() {
    Map<String, Double> all = new TreeMap<>();
    nanoseconds()
        .forEach(
            (stage, time) -> all.put(stage.name().toLowerCase(Locale.ROOT), time / NANOSECONDS));
    return all;
  }
}
