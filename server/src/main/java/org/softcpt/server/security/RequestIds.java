package org.softcpt.server.security;

import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Names of requests: a client's own, where it is fit for a log, or made. */
public final class RequestIds {

  /** The header that carries it, in both directions. */
  public static final String HEADER = "X-Request-Id";

  private static final Pattern FIT = Pattern.compile("[A-Za-z0-9._:/+=@-]{1,128}");

  private RequestIds() {}

  /**
   * A request's id.
   *
   * @param sent what the client calls it, if it does
   * @return that, if it is 1 to 128 letters, digits and {@code ._:/+=@-}; otherwise 16 hexadecimal
   *     digits at random
   */
  public static String of(@Nullable String sent) {
    return sent != null && FIT.matcher(sent).matches()
        ? sent
        : "%016x".formatted(ThreadLocalRandom.current().nextLong());
  }
}
