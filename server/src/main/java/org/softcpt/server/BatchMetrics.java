package org.softcpt.server;

import org.softcpt.runtime.batching.BatchingListener;
import org.softcpt.server.metrics.ServerMetrics;

/**
 * Counts batches.
 *
 * @param metrics where
 */
record BatchMetrics(ServerMetrics metrics) implements BatchingListener {

  @Override
  public void ran(int images, long nanoseconds) {
    metrics.batch(images);
  }
}
