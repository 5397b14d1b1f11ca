package org.softcpt.runtime.batching;

import java.io.Serial;
import java.time.Duration;

/** As many images are waiting as may wait. */
public final class QueueFullException extends Exception {

  @Serial private static final long serialVersionUID = 1;

  private final Duration wait;

  QueueFullException(int waiting, Duration wait) {
    super("%d images are waiting already; try again in %d ms".formatted(waiting, wait.toMillis()));
    this.wait = wait;
  }

  /**
   * When the queue will be empty if nothing new comes, by the time of recent runs.
   *
   * @return how long to wait
   */
  public Duration retryAfter() {
    return wait;
  }
}
