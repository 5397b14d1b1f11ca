package org.softcpt.server.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.stream.Stream;

/**
 * All counters, gauges and histograms of a server. Safe for concurrent use; closing forgets them.
 *
 * @see <a href="https://prometheus.io/docs/practices/naming/">Prometheus' names</a>
 */
public final class ServerMetrics implements AutoCloseable {

  /** What {@link #scrape} returns: Prometheus' text format. */
  public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  /** Upper bounds of the latency histograms: 1 ms to 10 s, about 1, 2, 5. */
  private static final Duration[] LATENCIES =
      Stream.of(1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000)
          .map(Duration::ofMillis)
          .toArray(Duration[]::new);

  private static final double[] BATCHES = {1, 2, 4, 8, 16, 32, 64, 128};

  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT");

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final ProcessMetrics process = new ProcessMetrics(registry);
  private final Map<Stage, Timer> stages = new EnumMap<>(Stage.class);
  private final DistributionSummary batches;
  private final MultiGauge bundles;

  /** Starts with every counter at nothing. */
  public ServerMetrics() {
    for (Stage stage : Stage.values()) {
      stages.put(stage, stage(registry, stage));
    }
    batches =
        DistributionSummary.builder("softcpt.batch")
            .baseUnit("images")
            .description("Images encoded in one run")
            .serviceLevelObjectives(BATCHES)
            .register(registry);
    bundles =
        MultiGauge.builder("softcpt.bundle.info")
            .description("1 for the version of each bundle that answers new requests")
            .register(registry);
  }

  /**
   * For meters of a single feature.
   *
   * @return where everything is registered
   */
  public MeterRegistry registry() {
    return registry;
  }

  /**
   * An image went through a stage, or a request was answered.
   *
   * @param stage which
   * @param nanos how long it took, nanoseconds
   */
  public void stage(Stage stage, long nanos) {
    stages.get(stage).record(Duration.ofNanos(nanos));
  }

  /**
   * A batch was encoded.
   *
   * @param images how many it held
   */
  public void batch(int images) {
    batches.record(images);
  }

  /**
   * A request was answered, however.
   *
   * @param route the pattern it matched, {@code "unmatched"} for none; never the path
   * @param method of HTTP; another word is counted as {@code "other"}
   * @param status of the answer
   * @param nanos from its first byte to the answer's first, nanoseconds
   */
  public void request(String route, String method, int status, long nanos) {
    String known = METHODS.contains(method) ? method : "other";
    Counter.builder("softcpt.http.requests")
        .description("Requests answered")
        .tags("route", route, "method", known, "status", String.valueOf(status))
        .register(registry)
        .increment();
    Timer.builder("softcpt.http.request.duration")
        .description("Time to answer, bodies read")
        .tags("route", route)
        .serviceLevelObjectives(LATENCIES)
        .register(registry)
        .record(Duration.ofNanos(nanos));
  }

  /**
   * A request was answered with an error.
   *
   * @param kind the error's code, one of our own, e.g. {@code "invalid_image"}
   */
  public void error(String kind) {
    Counter.builder("softcpt.errors")
        .description("Requests answered with an error, by its code")
        .tags("kind", kind)
        .register(registry)
        .increment();
  }

  /**
   * A bundle was to be replaced.
   *
   * @param bundle its name
   * @param result what came of it
   */
  public void reload(String bundle, ReloadResult result) {
    Counter.builder("softcpt.reloads")
        .description("Attempts to replace a bundle by a new version, by result")
        .tags("bundle", bundle, "result", result.label())
        .register(registry)
        .increment();
  }

  /**
   * One line per bundle.
   *
   * @param served all that answer now; replaces what was said before
   */
  public void bundles(Collection<BundleInfo> served) {
    bundles.register(served.stream().map(ServerMetrics::row).toList(), true);
  }

  /**
   * Watches a queue of images, until the server ends.
   *
   * @param depth images in it now
   * @param limit images that find a place
   */
  public void queue(IntSupplier depth, int limit) {
    Gauge.builder("softcpt.queue", depth::getAsInt)
        .baseUnit("images")
        .description("Images waiting for a batch")
        .register(registry);
    Gauge.builder("softcpt.queue.limit", () -> limit)
        .baseUnit("images")
        .description("Images that may wait; one more is refused")
        .register(registry);
  }

  /**
   * Watches whether requests are welcome.
   *
   * @param ready as {@code /health/ready} says it
   */
  public void ready(BooleanSupplier ready) {
    Gauge.builder("softcpt.ready", () -> ready.getAsBoolean() ? 1 : 0)
        .description("1 while the server takes requests, as /health/ready says")
        .register(registry);
  }

  /**
   * Everything, now.
   *
   * @return text of type {@value #CONTENT_TYPE}
   */
  public String scrape() {
    return registry.scrape();
  }

  @Override
  public void close() {
    process.close();
    registry.close();
  }

  private static Timer stage(MeterRegistry registry, Stage stage) {
    return Timer.builder("softcpt.stage.duration")
        .description("Time an image spends in a stage; total is the whole request's")
        .tags("stage", stage.name().toLowerCase(Locale.ROOT))
        .serviceLevelObjectives(LATENCIES)
        .register(registry);
  }

  private static MultiGauge.Row<Number> row(BundleInfo info) {
    return MultiGauge.Row.of(
        Tags.of("bundle", info.name(), "version", info.version(), "encoder", info.encoder()), 1);
  }
}
