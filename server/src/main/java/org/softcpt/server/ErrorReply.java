package org.softcpt.server;

import java.util.Map;
import java.util.TreeMap;

/**
 * Errors as the sender expects them: an object with code, message and request id; for clients of
 * the Open Inference Protocol, whose errors are a text, {@code {"error": "message"}}.
 */
final class ErrorReply {

  private static final String PROTOCOL = "/v2";

  private ErrorReply() {}

  static Reply of(ApiException refusal, String path, String requestId) {
    boolean protocol = path.equals(PROTOCOL) || path.startsWith(PROTOCOL + "/");
    Object error = protocol ? String.valueOf(refusal.getMessage()) : described(refusal, requestId);
    Reply reply = Reply.json(refusal.status(), Map.of("error", error));
    for (Map.Entry<String, String> header : refusal.headers().entrySet()) {
      reply = reply.with(header.getKey(), header.getValue());
    }
    return reply;
  }

  private static Map<String, String> described(ApiException refusal, String requestId) {
    Map<String, String> error = new TreeMap<>();
    error.put("code", refusal.code());
    error.put("message", String.valueOf(refusal.getMessage()));
    error.put("request_id", requestId);
    return error;
  }
}
