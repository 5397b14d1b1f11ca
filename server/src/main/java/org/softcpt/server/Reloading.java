package org.softcpt.server;

import java.time.Duration;
import java.util.Optional;

/**
 * How a bundle that changed in its folder comes into service without a restart.
 *
 * @param onRequest whether {@code POST /v2/repository/models/NAME/load} does it
 * @param watch how often the folders are looked at; never if empty
 */
public record Reloading(boolean onRequest, Optional<Duration> watch) {

  /** Bundles stay as they were at the start. */
  public static final Reloading OFF = new Reloading(false, Optional.empty());

  /**
   * Checks the time.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public Reloading {
    if (watch.isPresent() && (watch.get().isNegative() || watch.get().isZero())) {
      throw new IllegalArgumentException("watch: expected a time, found " + watch.get());
    }
  }

  /** Whether folders may change while the server runs. */
  boolean possible() {
    return onRequest || watch.isPresent();
  }
}
