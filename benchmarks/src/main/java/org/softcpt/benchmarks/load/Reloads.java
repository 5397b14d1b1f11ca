package org.softcpt.benchmarks.load;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;

/** Loads a bundle again every so many requests; one at a time, as an operator would. */
final class Reloads {

  private final Target target;
  private final Optional<String> bundle;
  private final Optional<Versions> versions;
  private final long every;
  private final LongAdder failed = new LongAdder();
  private final LongAdder swapped = new LongAdder();
  private final Latencies done = new Latencies();
  private final ExecutorService operator =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "reloads");
            thread.setDaemon(true);
            return thread;
          });
  private long requests;

  /**
   * Plans reloads.
   *
   * @param target gets them
   * @param bundle which one; empty for no reloads at all
   * @param versions the next of which is installed before each; without, nothing changes
   * @param every requests from one reload to the next, at least 1
   */
  Reloads(Target target, Optional<String> bundle, Optional<Versions> versions, long every) {
    this.target = target;
    this.bundle = bundle;
    this.versions = versions;
    this.every = every;
  }

  /** Counts a request; called by the sender's thread alone. */
  void beforeRequest() {
    requests++;
    if (bundle.isPresent() && requests % every == 0) {
      long number = requests / every;
      operator.execute(() -> reload(bundle.get(), number));
    }
  }

  private void reload(String name, long number) {
    try {
      if (versions.isPresent()) {
        versions.get().install(number);
      }
      long start = System.nanoTime();
      judge(target.reload(name).join(), System.nanoTime() - start);
    } catch (IOException | RuntimeException e) {
      failed.increment();
    }
  }

  private void judge(HttpResponse<byte[]> answer, long nanoseconds) {
    if (answer.statusCode() != 200) {
      failed.increment();
      return;
    }
    done.record(nanoseconds);
    if (new String(answer.body(), StandardCharsets.UTF_8).contains("\"swapped\"")) {
      swapped.increment();
    }
  }

  long failures() {
    return failed.sum();
  }

  /** For JSON. */
  Map<String, Object> figures() {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("swapped", swapped.sum());
    figures.put("failed", failures());
    figures.put("latency", done.figures());
    return figures;
  }

  @Override
  public String toString() {
    return "%d swapped, %d failed, %s".formatted(swapped.sum(), failures(), done);
  }
}
