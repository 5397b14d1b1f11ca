package org.softcpt.server;

import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.jetty.server.Request;

/** What a request is called in logs and errors: what its sender says, if that is sane. */
final class RequestId {

  private static final Pattern SANE = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private RequestId() {}

  static String of(Request request) {
    String given = request.getHeaders().get("X-Request-Id");
    return given != null && SANE.matcher(given).matches() ? given : UUID.randomUUID().toString();
  }
}
