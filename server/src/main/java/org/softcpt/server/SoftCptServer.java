package org.softcpt.server;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.server.metrics.ServerMetrics;

/**
 * Serves bundles over HTTP until closed.
 *
 * <pre>{@code
 * try (SoftCptServer server = SoftCptServer.start(options)) {
 *   System.out.println(server.port());
 *   server.join();
 * }
 * }</pre>
 */
public final class SoftCptServer implements AutoCloseable {

  private final HttpFront front;
  private final NewTasks newTasks;
  private final BundleRegistry registry;
  private final Routes routes;
  private final ExecutorService workers;
  private final ServerMetrics metrics;
  private final Readiness readiness = new Readiness();
  private final Reloader reloader;

  private SoftCptServer(ServerOptions options, ExecutorService workers, Opening opening)
      throws IOException {
    this.workers = workers;
    this.registry = opening.registry();
    this.metrics = new ServerMetrics();
    opening.countBatches(metrics);
    metrics.queue(opening.encoders()::queued, options.batching().capacity());
    metrics.ready(readiness::ready);
    this.newTasks = opening.newTasks();
    this.reloader = new Reloader(registry, metrics);
    this.routes = routes(options, new ImagePipeline(workers, options.limits().decoding()));
    RequestMetrics requests = new RequestMetrics(metrics);
    this.front =
        new HttpFront(options, new ApiHandler(routes, options.limits(), requests), requests);
  }

  /**
   * Listens, opens the bundles and runs each once; until then requests are told to come later.
   *
   * @param options what and how
   * @return the server, ready; the caller closes it
   * @throws InvalidInputException if a bundle is missing or broken, or the port cannot be had
   * @throws IOException if reading fails
   */
  public static SoftCptServer start(ServerOptions options) throws IOException {
    Opening opening = Opening.start(options);
    ExecutorService workers =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    SoftCptServer server;
    try {
      server = new SoftCptServer(options, workers, opening);
    } catch (IOException | RuntimeException e) {
      workers.shutdown();
      opening.abandon(e);
      throw e;
    }
    try {
      server.listen(options, opening);
      server.ready(options);
      return server;
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  private void ready(ServerOptions options) {
    metrics.bundles(registry.infos());
    readiness.set(Readiness.State.READY);
    options.reloading().watch().ifPresent(reloader::watch);
  }

  /** What is being opened is open in the end, or as far as it gets: it may be closed then. */
  private void listen(ServerOptions options, Opening opening) throws IOException {
    try {
      front.jetty().start();
    } catch (IOException e) {
      String reason = e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
      throw new InvalidInputException(
          "cannot listen at %s:%d: %s".formatted(options.host(), options.port(), reason), e);
    } catch (Exception e) { // Jetty's declaration; what else fails is a bug
      throw new IllegalStateException("the server cannot start", e);
    } finally {
      opening.await();
    }
  }

  private Routes routes(ServerOptions options, ImagePipeline pipeline) {
    ImageRequests requests = new ImageRequests(options.limits());
    TasksEndpoint tasks = new TasksEndpoint(registry, reloader, newTasks, options);
    Routes routes =
        new WebPage()
            .addTo(new Routes())
            .on("POST", "/v1/classify", gated(new ClassifyEndpoint(requests, registry, pipeline)))
            .on("POST", "/v1/embed", gated(new EmbedEndpoint(requests, registry, pipeline)))
            .on("GET", "/v1/bundles", gated(new BundlesEndpoint(registry, options.allowNewTasks())))
            .on("POST", "/v1/tasks", gated(tasks))
            .on("DELETE", "/v1/tasks/{id}", gated(tasks::remove))
            .on("GET", "/health/live", readiness::live)
            .on("GET", "/health/ready", readiness::ready)
            .on("GET", "/metrics", new MetricsEndpoint(metrics));
    new InferenceProtocol(registry, pipeline, options, readiness, reloader).add(routes);
    return routes;
  }

  private Endpoint gated(Endpoint endpoint) {
    return readiness.gate(endpoint);
  }

  /**
   * The port it listens at.
   *
   * @return also if 0 was asked for
   */
  public int port() {
    return front.port();
  }

  /** What it answers, for those who compare it with a description. */
  List<Routes.Route> routes() {
    return routes.all();
  }

  /**
   * Waits until the server is closed.
   *
   * @throws InterruptedException if this thread is interrupted
   */
  public void join() throws InterruptedException {
    front.jetty().join();
  }

  /**
   * Goes down without losing a request: from now on it is not ready and new requests get 503; those
   * in work are answered. {@link #close} comes after.
   *
   * @param deadline how long to wait for them
   * @return whether all were answered
   * @throws InterruptedException if this thread is interrupted
   */
  public boolean drain(Duration deadline) throws InterruptedException {
    readiness.set(Readiness.State.DRAINING);
    return front.drain(deadline);
  }

  /** Stops listening and frees native memory. */
  @Override
  public void close() {
    readiness.set(Readiness.State.DRAINING);
    reloader.close();
    try {
      front.jetty().stop();
    } catch (Exception e) { // Jetty's declaration
      throw new IllegalStateException("the server cannot stop", e);
    } finally {
      workers.shutdown();
      registry.close();
      metrics.close();
    }
  }
}
