package org.softcpt.server.security;

import java.time.Duration;

/**
 * How long and how slowly a sender may hold a connection.
 *
 * @param headerBytes longest request line and headers
 * @param headerTime from the first byte of a request to the end of its headers
 * @param idle longest pause within a request or between two
 * @param bodyGrace how long a body may be slower than the rate
 * @param bodyRate least bytes per second of a body after that, on the average since the headers
 * @param connections open at once; more wait to be accepted
 */
public record ConnectionLimits(
    int headerBytes,
    Duration headerTime,
    Duration idle,
    Duration bodyGrace,
    int bodyRate,
    int connections) {

  /** 16 KiB of headers in 5 seconds, 15 seconds idle, 4 KiB/s after 5 seconds, 2000 connections. */
  public static final ConnectionLimits DEFAULT =
      new ConnectionLimits(
          16 << 10,
          Duration.ofSeconds(5),
          Duration.ofSeconds(15),
          Duration.ofSeconds(5),
          4 << 10,
          2000);

  /**
   * Checks the limits.
   *
   * @throws IllegalArgumentException if one is not positive
   */
  public ConnectionLimits {
    if (headerBytes < 1 || bodyRate < 1 || connections < 1) {
      throw new IllegalArgumentException(
          "expected positive numbers, found %d, %d, %d"
              .formatted(headerBytes, bodyRate, connections));
    }
    requirePositive(headerTime);
    requirePositive(idle);
    requirePositive(bodyGrace);
  }

  private static void requirePositive(Duration duration) {
    if (duration.isNegative() || duration.isZero()) {
      throw new IllegalArgumentException("expected a positive duration, found " + duration);
    }
  }
}
