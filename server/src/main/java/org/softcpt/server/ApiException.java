package org.softcpt.server;

import java.io.Serial;
import java.time.Duration;
import java.util.Map;

/** A request that is not answered as it wanted: what the sender is told. */
final class ApiException extends Exception {

  @Serial private static final long serialVersionUID = 1;

  private final int status;
  private final String code;
  private final transient Map<String, String> headers;

  /**
   * @param status of HTTP
   * @param code a word for programs
   * @param message a line for people: the thing, what was expected, what was found
   */
  ApiException(int status, String code, String message) {
    this(status, code, message, Map.of());
  }

  private ApiException(int status, String code, String message, Map<String, String> headers) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }

  /** Something in the request is not as it should be: 400. */
  static ApiException malformed(String message) {
    return new ApiException(400, "malformed_request", message);
  }

  /** Come again later: Retry-After in whole seconds, at least one. */
  static ApiException later(int status, String code, String message, Duration wait) {
    long seconds = Math.max(1, (wait.toMillis() + 999) / 1000);
    return new ApiException(status, code, message, Map.of("Retry-After", Long.toString(seconds)));
  }

  /** The same with a header. */
  ApiException with(String name, String value) {
    return new ApiException(status, code, getMessage(), Map.of(name, value));
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }

  Map<String, String> headers() {
    return headers;
  }
}
