package org.softcpt.server;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.softcpt.runtime.EncoderPool;
import org.softcpt.runtime.batching.BatchingListener;

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
  private final BundleRegistry registry;
  private final ExecutorService workers;

  private SoftCptServer(ServerOptions options, BundleRegistry registry, ExecutorService workers)
      throws IOException {
    this.registry = registry;
    this.workers = workers;
    ImagePipeline pipeline = new ImagePipeline(workers, options.limits().decoding());
    Routes routes = routes(options, registry, pipeline);
    this.front = new HttpFront(options, new ApiHandler(routes, options.limits(), workers));
  }

  /**
   * Opens the bundles, runs each encoder once, then listens.
   *
   * @param options what and how
   * @return the server; the caller closes it
   * @throws IOException if a bundle is missing or broken ({@link
   *     org.softcpt.models.io.InvalidInputException}), or the port cannot be had
   */
  public static SoftCptServer start(ServerOptions options) throws IOException {
    BundleRegistry registry =
        new BundleRegistry(
            new EncoderPool(options.session(), options.batching(), BatchingListener.NONE));
    ExecutorService workers =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    SoftCptServer server = new SoftCptServer(options, registry, workers);
    try {
      for (Map.Entry<String, Path> bundle : options.bundles().entrySet()) {
        registry.open(bundle.getKey(), bundle.getValue());
      }
      server.listen(options);
      return server;
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  private void listen(ServerOptions options) throws IOException {
    try {
      front.jetty().start();
    } catch (IOException e) {
      throw new IOException(
          "cannot listen at %s:%d: %s".formatted(options.host(), options.port(), e.getMessage()),
          e);
    } catch (Exception e) { // Jetty's declaration; what else fails is a bug
      throw new IllegalStateException("the server cannot start", e);
    }
  }

  private Routes routes(ServerOptions options, BundleRegistry registry, ImagePipeline pipeline) {
    ImageRequests requests = new ImageRequests(options.limits());
    TasksEndpoint tasks = new TasksEndpoint(registry, pipeline, options);
    return new Routes()
        .on("POST", "/v1/classify", new ClassifyEndpoint(requests, registry, pipeline))
        .on("POST", "/v1/embed", new EmbedEndpoint(requests, registry, pipeline))
        .on("GET", "/v1/bundles", new BundlesEndpoint(registry))
        .on("POST", "/v1/tasks", tasks)
        .on("DELETE", "/v1/tasks/{id}", tasks::remove)
        .on("GET", "/health/live", exchange -> alive())
        .on("GET", "/health/ready", exchange -> ready());
  }

  private static CompletableFuture<Reply> alive() {
    return CompletableFuture.completedFuture(Reply.json(200, Map.of("status", "ok")));
  }

  private CompletableFuture<Reply> ready() {
    return front.isDraining()
        ? CompletableFuture.completedFuture(
            Reply.json(503, Map.of("status", "draining")).with("Retry-After", "1"))
        : alive();
  }

  /**
   * The port it listens at.
   *
   * @return also if 0 was asked for
   */
  public int port() {
    return front.port();
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
    return front.drain(deadline);
  }

  /** Stops listening and frees native memory. */
  @Override
  public void close() {
    try {
      front.jetty().stop();
    } catch (Exception e) { // Jetty's declaration
      throw new IllegalStateException("the server cannot stop", e);
    } finally {
      workers.shutdown();
      registry.close();
    }
  }
}
