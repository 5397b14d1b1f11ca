package org.softcpt.server;

import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jetty.http.HttpStatus;

/**
 * What every refusal looks like: {@code {"error": {"code": "too_slow", "message": "…",
 * "request_id": "…"}}}.
 */
final class ErrorBody {

  /** How a message starts that says what of HTTP is wrong in a word or two. */
  static final String MALFORMED = "the request's line, headers or chunks are malformed: ";

  private ErrorBody() {}

  /** As a reply. */
  static Reply reply(int status, String code, String message, String id) {
    Map<String, String> error = new TreeMap<>();
    error.put("code", code);
    error.put("message", message);
    error.put("request_id", id);
    return Reply.json(status, Map.of("error", error));
  }

  /** A word for programs where nobody said a better one. */
  static String code(int status) {
    return switch (status) {
      case HttpStatus.UNAUTHORIZED_401 -> "unauthorized";
      case HttpStatus.REQUEST_TIMEOUT_408 -> "too_slow";
      case HttpStatus.URI_TOO_LONG_414 -> "uri_too_long";
      case HttpStatus.EXPECTATION_FAILED_417 -> "expectation_failed";
      case HttpStatus.UPGRADE_REQUIRED_426, HttpStatus.HTTP_VERSION_NOT_SUPPORTED_505 ->
          "unsupported_protocol";
      case HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431 -> "headers_too_large";
      case HttpStatus.SERVICE_UNAVAILABLE_503 -> "unavailable";
      default -> status < 500 ? "malformed_request" : "internal";
    };
  }
}
