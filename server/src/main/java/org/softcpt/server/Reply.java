package org.softcpt.server;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * What goes back to the sender.
 *
 * @param status of HTTP
 * @param contentType of the body
 * @param body its bytes; not copied
 * @param headers further ones; copied
 */
record Reply(int status, String contentType, byte[] body, Map<String, String> headers) {

  static final String JSON = "application/json";

  Reply {
    headers = Map.copyOf(headers);
  }

  /** An object as JSON. */
  static Reply json(int status, Object content) {
    return new Reply(status, JSON, Json.write(content), Map.of());
  }

  /** Plain text. */
  static Reply text(int status, String text) {
    return new Reply(
        status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8), Map.of());
  }

  /** No body: 204. */
  static Reply empty() {
    return new Reply(204, JSON, new byte[0], Map.of());
  }

  /** The same with a further header. */
  Reply with(String name, String value) {
    Map<String, String> more = new TreeMap<>(headers);
    more.put(name, value);
    return new Reply(status, contentType, body, more);
  }
}
