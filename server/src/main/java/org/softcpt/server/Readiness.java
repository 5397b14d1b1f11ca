package org.softcpt.server;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Whether requests are welcome: not before every bundle has answered a first one, and not while the
 * server is about to stop. Safe for concurrent use.
 */
final class Readiness {

  private static final Duration LATER = Duration.ofSeconds(1);

  /** What the server is at. */
  enum State {
    /** Bundles are being opened. */
    STARTING,
    /** Every bundle has answered. */
    READY,
    /** Requests in work are finished, others refused. */
    DRAINING
  }

  private volatile State state = State.STARTING;

  void set(State next) {
    state = next;
  }

  boolean ready() {
    return state == State.READY;
  }

  /**
   * Refuses requests before the server is ready. While it goes down those in work are answered; new
   * ones did not come this far.
   */
  Endpoint gate(Endpoint endpoint) {
    return exchange -> {
      requireStarted();
      return endpoint.answer(exchange);
    };
  }

  private void requireStarted() throws ApiException {
    if (state == State.STARTING) {
      throw notReady("the bundles are being opened");
    }
  }

  /**
   * Goes on if the server is ready.
   *
   * @throws ApiException 503 if not
   */
  void requireReady() throws ApiException {
    requireStarted();
    if (state == State.DRAINING) {
      throw ApiException.later(503, "draining", "the server is about to stop", LATER);
    }
  }

  /** 503: nothing can be answered yet. */
  static ApiException notReady(String why) {
    return ApiException.later(503, "not_ready", why, LATER);
  }

  /** {@code /health/live}: the process answers. */
  CompletionStage<Reply> live(Exchange exchange) {
    return CompletableFuture.completedFuture(Reply.json(200, Map.of("status", "live")));
  }

  /** {@code /health/ready}: send requests here. */
  CompletionStage<Reply> ready(Exchange exchange) throws ApiException {
    requireReady();
    return CompletableFuture.completedFuture(Reply.json(200, Map.of("status", "ready")));
  }
}
