package org.softcpt.server;

import java.util.Map;
import java.util.Optional;
import org.softcpt.server.metrics.ServerMetrics;
import org.softcpt.server.metrics.Stage;

/** Counts requests and their stages; those that encoded nothing have no stages. */
final class RequestMetrics {

  private static final String UNMATCHED = "unmatched";
  private static final String REFUSED = "refused";

  private final ServerMetrics metrics;

  RequestMetrics(ServerMetrics metrics) {
    this.metrics = metrics;
  }

  /**
   * A request was answered.
   *
   * @param method of HTTP
   * @param route its pattern, if there is one for the request
   * @param status of the answer
   * @param times how long it took
   */
  void answered(String method, Optional<Routes.Route> route, int status, StageTimes times) {
    Map<Stage, Long> nanoseconds = times.nanoseconds();
    String pattern = route.map(Routes.Route::pattern).orElse(UNMATCHED);
    metrics.request(pattern, method, status, nanoseconds.get(Stage.TOTAL));
    if (nanoseconds.size() > 1) {
      nanoseconds.forEach(metrics::stage);
    }
  }

  /**
   * A request was refused before a route was looked for.
   *
   * @param method of HTTP, if it is one
   * @param status of the answer
   * @param code of the error
   * @param nanoseconds since its first byte
   */
  void refused(String method, int status, String code, long nanoseconds) {
    metrics.request(REFUSED, method, status, nanoseconds);
    metrics.error(code);
  }

  /** A request was answered with an error of this code. */
  void failed(String code) {
    metrics.error(code);
  }
}
