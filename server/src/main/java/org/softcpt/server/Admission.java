package org.softcpt.server;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/** Lets a bounded number of requests in; the others are refused before their bodies are read. */
final class Admission {

  private final int most;
  private final Semaphore places;

  Admission(int most) {
    this.most = most;
    this.places = new Semaphore(most);
  }

  /**
   * Lets a request in.
   *
   * @return its place, closed when it is answered
   * @throws ApiException 429 if there is none
   */
  Place enter() throws ApiException {
    if (!places.tryAcquire()) {
      throw ApiException.later(
          429, "too_busy", most + " requests are in work already", Duration.ofSeconds(1));
    }
    return new Place();
  }

  /** One of the places. */
  final class Place implements AutoCloseable {

    private final AtomicBoolean left = new AtomicBoolean();

    @Override
    public void close() {
      if (left.compareAndSet(false, true)) {
        places.release();
      }
    }
  }
}
