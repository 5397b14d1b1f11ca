package org.softcpt.server;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.softcpt.server.metrics.ServerMetrics;

/** {@code GET /metrics}: for Prometheus. */
final class MetricsEndpoint implements Endpoint {

  private final ServerMetrics metrics;

  MetricsEndpoint(ServerMetrics metrics) {
    this.metrics = metrics;
  }

  @Override
  public CompletionStage<Reply> answer(Exchange exchange) {
    byte[] text = metrics.scrape().getBytes(StandardCharsets.UTF_8);
    return CompletableFuture.completedFuture(
        new Reply(200, ServerMetrics.CONTENT_TYPE, text, Map.of()));
  }
}
