package org.softcpt.server;

import java.util.concurrent.CompletableFuture;
import org.softcpt.runtime.batching.BatchingListener;
import org.softcpt.server.metrics.ServerMetrics;

/**
 * Counts batches.
 *
 * @param metrics where, once they are there: encoders are opened meanwhile
 */
record BatchMetrics(CompletableFuture<ServerMetrics> metrics) implements BatchingListener {

  @Override
  public void ran(int images, long nanoseconds) {
    metrics.thenAccept(counters -> counters.batch(images));
  }
}
