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

  /** Refuses requests unless the server is ready. */
  Endpoint gate(Endpoint endpoint) {
    return exchange -> {
      requireReady();
      return endpoint.answer(exchange);
    };
  }

  /**
   * Goes on if the server is ready.
   *
   * @throws ApiException 503 if not
   */
  void requireReady() throws ApiException {
    State now = state;
    if (now == State.DRAINING) {
      throw ApiException.later(503, "draining", "the server is about to stop", LATER);
    }
    if (now == State.STARTING) {
      throw notReady("the bundles are being opened");
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
