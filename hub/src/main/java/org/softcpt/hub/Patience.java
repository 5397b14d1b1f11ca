package org.softcpt.hub;

import java.time.Duration;

/**
 * How long to wait for a hub, and how often to try again.
 *
 * @param connect for a connection
 * @param stall for the next byte, or for an answer's head
 * @param attempts how many in a row may fail without a byte of progress
 * @param firstPause after the first failure; doubles with every further one in a row
 * @param longestPause the most the hub may ask for; beyond, the pull fails
 * @param pause what waits
 */
public record Patience(
    Duration connect,
    Duration stall,
    int attempts,
    Duration firstPause,
    Duration longestPause,
    Pause pause) {

  /** The hub counts requests in windows of five minutes, so it may ask for nearly that much. */
  public static final Patience DEFAULT =
      new Patience(
          Duration.ofSeconds(20),
          Duration.ofSeconds(60),
          5,
          Duration.ofSeconds(1),
          Duration.ofMinutes(6),
          duration -> Thread.sleep(duration.toMillis()));

  /** Waits; a test double counts instead. */
  @FunctionalInterface
  public interface Pause {

    /**
     * Waits.
     *
     * @param duration how long
     * @throws InterruptedException if the thread is interrupted meanwhile
     */
    void sleep(Duration duration) throws InterruptedException;
  }
}
