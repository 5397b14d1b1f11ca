package org.softcpt.server;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.server.metrics.ReloadResult;
import org.softcpt.server.metrics.ServerMetrics;

/**
 * Brings new versions of bundles into service, one after another, on a thread of its own. What else
 * changes a bundle is done on that thread, too: a task that is added while the next version is made
 * ready would be lost, and one that is removed would come back.
 */
final class Reloader implements AutoCloseable {

  private static final Logger LOG = System.getLogger(Reloader.class.getName());

  private final BundleRegistry registry;
  private final ServerMetrics metrics;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "softcpt-reload");
            thread.setDaemon(true);
            return thread;
          });

  Reloader(BundleRegistry registry, ServerMetrics metrics) {
    this.registry = registry;
    this.metrics = metrics;
  }

  /** Looks at all folders again and again. */
  void watch(Duration every) {
    for (String name : registry.names()) {
      BundleWatch watch = new BundleWatch(name, this);
      thread.scheduleWithFixedDelay(
          watch::look, every.toNanos(), every.toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  /**
   * Replaces a bundle by what its folder holds now.
   *
   * @return what came of it; or 404 if there is no such bundle, 409 if the new version is broken
   */
  CompletableFuture<Reload> reload(String name) {
    return inTurn(() -> reloaded(name));
  }

  private Reload reloaded(String name) throws ApiException, IOException {
    try {
      return now(name);
    } catch (InvalidInputException e) {
      throw new ApiException(
          409,
          "broken_bundle",
          "bundle '%s' stays at the old version: %s".formatted(name, e.getMessage()));
    }
  }

  /** Something that is done to a bundle. */
  @FunctionalInterface
  interface Change<T> {
    T make() throws ApiException, IOException;
  }

  /**
   * Does something when everything is done that was asked for before.
   *
   * @return what came of it, or what it threw
   */
  <T> CompletableFuture<T> inTurn(Change<T> change) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return change.make();
          } catch (IOException | ApiException e) {
            throw new CompletionException(e);
          }
        },
        thread);
  }

  boolean changed(String name) throws ApiException, IOException {
    return registry.changed(name);
  }

  /** On the calling thread, which is this one's. */
  Reload now(String name) throws ApiException, IOException {
    try {
      Reload reload = registry.reload(name);
      metrics.bundles(registry.infos());
      metrics.reload(name, reload.result());
      LOG.log(Level.INFO, "bundle ''{0}'': {1}", name, reload.result().label());
      for (Reload.Lost lost : reload.lost()) {
        String message = "bundle ''{0}'': the added task ''{1}'' is lost: {2}";
        LOG.log(Level.WARNING, message, name, lost.id(), lost.reason());
      }
      return reload;
    } catch (IOException | RuntimeException e) {
      metrics.reload(name, ReloadResult.REFUSED);
      LOG.log(Level.WARNING, "bundle ''{0}'' stays at the old version: {1}", name, e.getMessage());
      throw e;
    }
  }

  /** Finishes the one that is at work and does no more. */
  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(1, TimeUnit.MINUTES)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      thread.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
