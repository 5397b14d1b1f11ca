package org.softcpt.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.softcpt.models.io.Background;
import org.softcpt.runtime.EncoderPool;
import org.softcpt.server.metrics.ServerMetrics;

/**
 * Bundles that are being opened while the rest of the server is set up: on two processors a start
 * takes as long as the slower of the two.
 */
final class Opening {

  private final CompletableFuture<ServerMetrics> metrics = new CompletableFuture<>();
  private final EncoderPool encoders;
  private final NewTasks newTasks;
  private final BundleRegistry registry;
  private final Background<Void> work;

  private Opening(ServerOptions options) {
    encoders = new EncoderPool(options.session(), options.batching(), new BatchMetrics(metrics));
    newTasks = new NewTasks(options.session());
    BundleLoader loader = new BundleLoader(encoders, options.reloading().possible());
    registry = new BundleRegistry(loader, newTasks);
    work = Background.start("softcpt-opening", () -> open(options.bundles()));
  }

  /**
   * Begins to open the bundles, each of which is run once.
   *
   * @param options which
   * @return to wait for
   */
  static Opening start(ServerOptions options) {
    return new Opening(options);
  }

  private Void open(Map<String, Path> bundles) throws IOException {
    for (Map.Entry<String, Path> bundle : bundles.entrySet()) {
      registry.open(bundle.getKey(), bundle.getValue());
    }
    return null;
  }

  /** Says where batches are counted, those before included. */
  void countBatches(ServerMetrics counters) {
    metrics.complete(counters);
  }

  EncoderPool encoders() {
    return encoders;
  }

  NewTasks newTasks() {
    return newTasks;
  }

  /** Has the bundles that were opened so far; its owner closes it after {@link #await}. */
  BundleRegistry registry() {
    return registry;
  }

  /**
   * Waits until all bundles are open.
   *
   * @throws IOException if one is missing or broken
   */
  void await() throws IOException {
    work.await();
  }

  /** Closes what is open in the end, because the rest of the server cannot be set up. */
  void abandon(Exception reason) {
    try (registry) {
      await();
    } catch (IOException | RuntimeException e) {
      reason.addSuppressed(e);
    }
  }
}
