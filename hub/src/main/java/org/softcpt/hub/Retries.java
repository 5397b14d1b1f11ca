package org.softcpt.hub;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.softcpt.models.io.InvalidInputException;

/** Repeats what fails in passing, with growing pauses, a bounded number of times. */
final class Retries {

  /** Of one file: a connection cut after every few bytes must end some time, too. */
  private static final int MOST = 200;

  private final Patience patience;
  private final PullListener listener;

  /** Does the work once. */
  @FunctionalInterface
  interface Attempt<T> {
    T run() throws IOException;
  }

  Retries(Patience patience, PullListener listener) {
    this.patience = patience;
    this.listener = listener;
  }

  /** Repeats a request that has no partial result. */
  <T> T run(Attempt<T> attempt) throws IOException {
    return run(attempt, () -> 0);
  }

  /**
   * Repeats a request until it succeeds.
   *
   * @param progress grows while an attempt gets something: such a failure starts the count anew
   * @throws InvalidInputException if it failed too often, or the hub wants too long a pause
   */
  <T> T run(Attempt<T> attempt, LongSupplier progress) throws IOException {
    int inARow = 0;
    for (int count = 1; ; count++) {
      long before = progress.getAsLong();
      try {
        return attempt.run();
      } catch (PassingFailure e) {
        inARow = progress.getAsLong() > before ? 1 : inARow + 1;
        if (inARow >= patience.attempts() || count >= MOST) {
          throw new InvalidInputException(
              "%s (given up after %d attempts)".formatted(e.getMessage(), count), e);
        }
        pause(e, inARow);
      }
    }
  }

  private void pause(PassingFailure failure, int inARow) throws IOException {
    Duration wanted = failure.wanted();
    Duration pause =
        wanted == null ? patience.firstPause().multipliedBy(1L << (inARow - 1)) : wanted;
    if (pause.compareTo(patience.longestPause()) > 0) {
      throw new InvalidInputException(
          "%s: the hub wants a pause of %d seconds; try again then"
              .formatted(failure.getMessage(), pause.toSeconds()),
          failure);
    }
    listener.note("%s; trying again in %d s".formatted(failure.getMessage(), pause.toSeconds()));
    try {
      patience.pause().sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for the hub");
    }
  }
}
