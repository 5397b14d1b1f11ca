package org.softcpt.server;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;
import org.softcpt.server.security.LogWriter;

/**
 * One JSON object per answered request and line. Neither bodies nor queries, headers or keys are
 * written; of the path only the route that it took.
 */
final class AccessLog implements RequestLog {

  private static final String ROUTE = AccessLog.class.getName() + ".route";
  private static final String TIMES = AccessLog.class.getName() + ".times";

  private final LogWriter writer;

  AccessLog(LogWriter writer) {
    this.writer = writer;
  }

  /** Notes what the line will say. */
  static void note(Request request, String route, StageTimes times) {
    request.setAttribute(ROUTE, route);
    request.setAttribute(TIMES, times);
  }

  @Override
  public void log(Request request, Response response) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("time", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
    line.put("request_id", RequestId.of(request));
    line.put("method", Shown.of(request.getMethod()));
    line.put("route", request.getAttribute(ROUTE) instanceof String route ? route : "none");
    line.put("status", response.getStatus());
    line.put("bytes_in", Request.getContentBytesRead(request));
    line.put("bytes_out", Response.getContentBytesWritten(response));
    line.put("milliseconds", milliseconds(request));
    writer.write(new String(Json.write(line), StandardCharsets.UTF_8));
  }

  private static Map<String, Double> milliseconds(Request request) {
    if (request.getAttribute(TIMES) instanceof StageTimes times) {
      return times.milliseconds();
    }
    return Map.of("total", (System.nanoTime() - request.getBeginNanoTime()) / 1e6);
  }
}
