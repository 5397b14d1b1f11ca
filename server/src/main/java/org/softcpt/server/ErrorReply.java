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
    String message = String.valueOf(refusal.getMessage());
    Reply reply =
        isProtocol(path)
            ? Reply.json(refusal.status(), Map.of("error", message))
            : ErrorBody.reply(refusal.status(), refusal.code(), message, requestId);
    for (Map.Entry<String, String> header : refusal.headers().entrySet()) {
      reply = reply.with(header.getKey(), header.getValue());
    }
    return reply;
  }

  /** Whether a path, or a request's target with a query behind it, is one of the protocol's. */
  static boolean isProtocol(String target) {
    return target.matches(PROTOCOL + "(?s:[/?].*)?");
  }
}
