package org.softcpt.hub;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads an answer's body, and closes it when nothing comes for too long: the JDK's client has no
 * time limit for bodies, so a dead connection would hold a pull for ever.
 */
final class StallGuard implements AutoCloseable {

  private final InputStream body;
  private final Duration limit;
  private final ScheduledExecutorService watch;
  private volatile long lastNanos = System.nanoTime();
  private volatile boolean stalled;

  StallGuard(InputStream body, Duration limit) {
    this.body = body;
    this.limit = limit;
    watch =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "softcpt-stall-guard");
              thread.setDaemon(true);
              return thread;
            });
    long period = Math.max(1, limit.toMillis() / 4);
    watch.scheduleWithFixedDelay(this::check, period, period, TimeUnit.MILLISECONDS);
  }

  /**
   * Reads what is there.
   *
   * @return number of bytes, -1 at the end
   * @throws PassingFailure if the connection broke or nothing came
   */
  int read(byte[] buffer) throws PassingFailure {
    lastNanos = System.nanoTime();
    try {
      int count = body.read(buffer);
      if (stalled) {
        throw nothingCame(null);
      }
      return count;
    } catch (PassingFailure e) {
      throw e;
    } catch (IOException e) {
      throw stalled ? nothingCame(e) : new PassingFailure("the connection broke", e);
    }
  }

  private PassingFailure nothingCame(@Nullable IOException cause) {
    return new PassingFailure("nothing came for " + limit.toSeconds() + " s", cause);
  }

  private void check() {
    if (System.nanoTime() - lastNanos > limit.toNanos()) {
      stalled = true;
      closeBody();
    }
  }

  private void closeBody() {
    try {
      body.close();
    } catch (IOException e) {
      // It is given up anyway; the reader learns of it by itself.
    }
  }

  @Override
  public void close() {
    watch.shutdownNow();
    closeBody();
  }
}
