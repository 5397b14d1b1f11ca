package org.softcpt.server;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Lets a bounded number of requests with a bounded number of bytes in; the others are refused
 * before their bodies are read.
 */
final class Admission {

  private final Limits limits;
  private final Semaphore places;
  private final AtomicLong bytes = new AtomicLong();

  Admission(Limits limits) {
    this.limits = limits;
    this.places = new Semaphore(limits.requests());
  }

  /**
   * Lets a request in.
   *
   * @param length its body's, at most one body's limit; -1 if it does not say, then that limit
   * @return its place, closed when it is answered
   * @throws ApiException 429 if there is none
   */
  Place enter(long length) throws ApiException {
    if (!places.tryAcquire()) {
      throw busy("%d requests are in work already".formatted(limits.requests()));
    }
    long size = length < 0 ? limits.bodyBytes() : length;
    if (bytes.addAndGet(size) > limits.bodiesBytes()) {
      new Place(size).close();
      throw busy("bodies of %d bytes are in work already".formatted(bytes.get()));
    }
    return new Place(size);
  }

  private static ApiException busy(String message) {
    return ApiException.later(429, "too_busy", message, Duration.ofSeconds(1));
  }

  /** One of the places. */
  final class Place implements AutoCloseable {

    private final long size;
    private final AtomicBoolean left = new AtomicBoolean();

    private Place(long size) {
      this.size = size;
    }

    @Override
    public void close() {
      if (left.compareAndSet(false, true)) {
        bytes.addAndGet(-size);
        places.release();
      }
    }
  }
}
