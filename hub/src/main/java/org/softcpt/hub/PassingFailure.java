package org.softcpt.hub;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The network or the hub failed in a way that may pass: the request is worth repeating. */
final class PassingFailure extends IOException {

  private static final long serialVersionUID = 1L;

  private final transient @Nullable Duration wanted;

  private PassingFailure(String message, @Nullable Throwable cause, @Nullable Duration wanted) {
    super(message, cause);
    this.wanted = wanted;
  }

  PassingFailure(String message) {
    this(message, null, null);
  }

  PassingFailure(String message, @Nullable Throwable cause) {
    this(message, cause, null);
  }

  /** A failure after which the hub may have said how long to wait. */
  static PassingFailure wanting(@Nullable Duration pause, String message) {
    return new PassingFailure(message, null, pause);
  }

  /** How long the hub wants us to wait; null if it does not say. */
  @Nullable Duration wanted() {
    return wanted;
  }
}
