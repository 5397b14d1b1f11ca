package org.softcpt.server;

import java.util.Map;

/**
 * Errors as the sender expects them: an object with code, message and request id; for clients of
 * the Open Inference Protocol, whose errors are a text, {@code {"error": "message"}}.
 */
final class ErrorReply {

  private static final String PROTOCOL = "/v2";

  private ErrorReply() {}

  static Reply of(ApiException refusal, String path, String requestId) {
    boolean protocol = path.equals(PROTOCOL) || path.startsWith(PROTOCOL + "/");
    String message = String.valueOf(refusal.getMessage());
    Reply reply =
        protocol
            ? Reply.json(refusal.status(), Map.of("error", message))
            : ErrorBody.reply(refusal.status(), refusal.code(), message, requestId);
    for (Map.Entry<String, String> header : refusal.headers().entrySet()) {
      reply = reply.with(header.getKey(), header.getValue());
    }
    return reply;
  }
}
