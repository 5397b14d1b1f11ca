package org.softcpt.server;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.util.Fields;

/**
 * A request whose body has been read.
 *
 * @param id names it in logs and errors
 * @param path decoded
 * @param pathValues what the route's pattern leaves open, by its names
 * @param query parameters of the URL
 * @param headers as they came
 * @param body within the limit; empty if there is none
 * @param deadline {@link System#nanoTime()} after which nobody waits for the answer
 * @param times stages write how long they took
 */
record Exchange(
    String id,
    String path,
    Map<String, String> pathValues,
    Fields query,
    HttpFields headers,
    byte[] body,
    long deadline,
    StageTimes times) {

  /** A parameter of the URL. */
  Optional<String> parameter(String name) {
    return Optional.ofNullable(query.getValue(name));
  }

  /** Media type of the body without parameters, in lower case; empty if there is none. */
  String mediaType() {
    String type = headers.get("Content-Type");
    return type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }

  /** What is left until the deadline; negative after it. */
  Duration left() {
    return Duration.ofNanos(deadline - System.nanoTime());
  }
}
