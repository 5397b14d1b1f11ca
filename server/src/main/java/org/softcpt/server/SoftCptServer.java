package org.softcpt.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
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

  private final Server jetty;
  private final ServerConnector connector;
  private final BundleRegistry registry;
  private final ExecutorService workers;

  private SoftCptServer(ServerOptions options, BundleRegistry registry, ExecutorService workers) {
    this.registry = registry;
    this.workers = workers;
    this.jetty = new Server();
    this.connector = connector(jetty, options);
    ImagePipeline pipeline = new ImagePipeline(workers);
    jetty.addConnector(connector);
    jetty.setHandler(
        new ApiHandler(routes(options, registry, pipeline), options.limits(), workers));
  }

  private static ServerConnector connector(Server jetty, ServerOptions options) {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    ServerConnector connector = new ServerConnector(jetty, new HttpConnectionFactory(http));
    connector.setHost(options.host());
    connector.setPort(options.port());
    return connector;
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
      jetty.start();
    } catch (IOException e) {
      throw new IOException(
          "cannot listen at %s:%d: %s".formatted(options.host(), options.port(), e.getMessage()),
          e);
    } catch (Exception e) { // Jetty's declaration; what else fails is a bug
      throw new IllegalStateException("the server cannot start", e);
    }
  }

  private static Routes routes(
      ServerOptions options, BundleRegistry registry, ImagePipeline pipeline) {
    ImageRequests requests = new ImageRequests(options.limits());
    TasksEndpoint tasks = new TasksEndpoint(registry, pipeline, options);
    return new Routes()
        .on("POST", "/v1/classify", new ClassifyEndpoint(requests, registry, pipeline))
        .on("POST", "/v1/embed", new EmbedEndpoint(requests, registry, pipeline))
        .on("GET", "/v1/bundles", new BundlesEndpoint(registry))
        .on("POST", "/v1/tasks", tasks)
        .on("DELETE", "/v1/tasks/{id}", tasks::remove)
        .on("GET", "/health/live", exchange -> alive())
        .on("GET", "/health/ready", exchange -> alive());
  }

  private static CompletableFuture<Reply> alive() {
    return CompletableFuture.completedFuture(Reply.json(200, Map.of("status", "ok")));
  }

  /**
   * The port it listens at.
   *
   * @return also if 0 was asked for
   */
  public int port() {
    return connector.getLocalPort();
  }

  /**
   * Waits until the server is closed.
   *
   * @throws InterruptedException if this thread is interrupted
   */
  public void join() throws InterruptedException {
    jetty.join();
  }

  /** Stops listening and frees native memory. */
  @Override
  public void close() {
    try {
      jetty.stop();
    } catch (Exception e) { // Jetty's declaration
      throw new IllegalStateException("the server cannot stop", e);
    } finally {
      workers.shutdown();
      registry.close();
    }
  }
}
