package org.softcpt.cli;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.softcpt.hub.PullListener;

/** Shows a pull's progress, in megabytes, or in kilobytes where there are few. */
final class PullProgress implements PullListener, AutoCloseable {

  private static final long MEGABYTE = 1_000_000;
  private static final long KILOBYTE = 1_000;

  private final Terminal terminal;
  private @Nullable ProgressLine line;
  private long unit = KILOBYTE;

  PullProgress(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void begin(long earlier, long total) {
    if (earlier < total) {
      unit = total >= 10 * MEGABYTE ? MEGABYTE : KILOBYTE;
      line = new ProgressLine(terminal, "pulling", unit == MEGABYTE ? "MB" : "kB");
      line.begin(earlier / unit);
    }
  }

  @Override
  public void progress(long done, long total, String file) {
    if (line != null) {
      line.update(done / unit, total / unit, file);
    }
  }

  @Override
  public void note(String text) {
    if (line == null) {
      terminal.note(text);
    } else {
      line.say("note: " + text);
    }
  }

  @Override
  public void close() {
    if (line != null) {
      line.close();
    }
  }

  /** A number of bytes for people. */
  static String text(long bytes) {
    return bytes >= MEGABYTE
        ? String.format(Locale.ROOT, "%.1f MB", bytes / (double) MEGABYTE)
        : String.format(Locale.ROOT, "%.1f kB", bytes / (double) KILOBYTE);
  }
}
