package org.softcpt.server.security;

import java.util.List;
import java.util.Optional;

/**
 * Who may ask a server, and who is told about it.
 *
 * @param keys of which a request must carry one; without, everybody may ask
 * @param privateMetrics whether the metrics need a key too
 * @param tls certificate; without, plain HTTP
 * @param origins web sites whose pages may ask, e.g. {@code https://plants.example}, or {@code *}
 *     for all; empty: only this server's own page
 * @param accessLog where a line per request goes; the caller closes it
 * @param connections how long and how slowly a sender may hold a connection
 */
public record SecurityOptions(
    Optional<ApiKeys> keys,
    boolean privateMetrics,
    Optional<Tls> tls,
    List<String> origins,
    Optional<LogWriter> accessLog,
    ConnectionLimits connections) {

  /** Everybody may ask over plain HTTP, nothing is logged. */
  public static final SecurityOptions NONE =
      new SecurityOptions(
          Optional.empty(),
          false,
          Optional.empty(),
          List.of(),
          Optional.empty(),
          ConnectionLimits.DEFAULT);

  /** Copies the list. */
  public SecurityOptions {
    origins = List.copyOf(origins);
  }

  /**
   * The same with other limits of connections.
   *
   * @param other the limits
   * @return new options
   */
  public SecurityOptions with(ConnectionLimits other) {
    return new SecurityOptions(keys, privateMetrics, tls, origins, accessLog, other);
  }
}
