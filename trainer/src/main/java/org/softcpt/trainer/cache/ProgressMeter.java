package org.softcpt.trainer.cache;

import java.time.Duration;

/** Turns counts into {@link Progress}; only what this run did counts for the rate. */
final class ProgressMeter {

  private final CacheListener listener;
  private final long total;
  private final long start = System.nanoTime();
  private long found;
  private long done;

  ProgressMeter(CacheListener listener, long total) {
    this.listener = listener;
    this.total = total;
    tell();
  }

  void foundDone(long views) {
    found += views;
    tell();
  }

  void finished(long views) {
    done += views;
    tell();
  }

  private void tell() {
    double seconds = (System.nanoTime() - start) / 1e9;
    double rate = done == 0 ? 0 : done / seconds;
    long left = total - found - done;
    Duration time = rate == 0 ? Duration.ZERO : Duration.ofMillis(Math.round(1e3 * left / rate));
    listener.progress(new Progress(found + done, found, total, rate, time));
  }
}
