package org.softcpt.cli;

import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Progress with rate and time left. On a terminal one line that is rewritten; elsewhere a line
 * every ten seconds, so that a log stays readable. Safe for concurrent use.
 */
final class ProgressLine implements AutoCloseable {

  private static final long TERMINAL_INTERVAL_NANOS = Duration.ofMillis(200).toNanos();
  private static final long LOG_INTERVAL_NANOS = Duration.ofSeconds(10).toNanos();
  private static final int BAR = 24;

  /** To the line's start, and clears what stands there. */
  private static final String ERASE = "\r\u001b[K";

  private final Terminal terminal;
  private final String what;
  private final String unit;
  private final LongSupplier nanoClock;
  private final long startNanos;
  private long printedNanos;
  private long first = -1;
  private long done;
  private long printedDone = -1;
  private long total;
  private String remark = "";
  private boolean lineOpen;

  /**
   * Starts a line.
   *
   * @param what the activity, e.g. {@code "caching"}
   * @param unit what is counted, e.g. {@code "images"}
   */
  ProgressLine(Terminal terminal, String what, String unit) {
    this(terminal, what, unit, System::nanoTime);
  }

  ProgressLine(Terminal terminal, String what, String unit, LongSupplier nanoClock) {
    this.terminal = terminal;
    this.what = what;
    this.unit = unit;
    this.nanoClock = nanoClock;
    this.startNanos = nanoClock.getAsLong();
    this.printedNanos = startNanos;
  }

  /** Tells how much an earlier run has done, before each update: it does not enter the rate. */
  synchronized void begin(long earlier) {
    first = earlier;
  }

  /**
   * Tells how far the work is.
   *
   * @param nowDone units done, those of an earlier run included; without {@link #begin}, the first
   *     call's count is taken for those
   * @param ofTotal units in all
   */
  void update(long nowDone, long ofTotal) {
    update(nowDone, ofTotal, "");
  }

  /** As {@link #update(long, long)}, with a word about how it goes at the end of the line. */
  synchronized void update(long nowDone, long ofTotal, String saying) {
    remark = saying;
    first = first < 0 ? nowDone : first;
    done = nowDone;
    total = ofTotal;
    long now = nanoClock.getAsLong();
    if (now - printedNanos
        >= (terminal.errIsTerminal() ? TERMINAL_INTERVAL_NANOS : LOG_INTERVAL_NANOS)) {
      printedNanos = now;
      print(now);
    }
  }

  /** Prints a line of its own; the progress goes on below it. */
  synchronized void say(String message) {
    terminal.err().println((lineOpen ? ERASE : "") + message);
    lineOpen = false;
  }

  /** Ends the line with the final count. */
  @Override
  public synchronized void close() {
    if (done != printedDone && first >= 0) {
      print(nanoClock.getAsLong());
    }
    if (lineOpen) {
      terminal.err().println();
      lineOpen = false;
    }
  }

  private void print(long now) {
    printedDone = done;
    if (terminal.errIsTerminal()) {
      String line = text(now, bar());
      String shown = line.substring(0, Math.min(line.length(), terminal.columns() - 1));
      terminal.err().print(ERASE + shown);
      terminal.err().flush();
      lineOpen = true;
    } else {
      terminal.err().println(text(now, ""));
    }
  }

  private String text(long now, String bar) {
    double seconds = (now - startNanos) / 1e9;
    double rate = seconds > 0 ? (done - first) / seconds : 0;
    String left =
        done >= total || rate <= 0
            ? clock(seconds) + " taken"
            : clock((total - done) / rate) + " left";
    return String.format(
        Locale.ROOT,
        "%s %s%d/%d %s  %.1f/s  %s%s",
        what,
        bar,
        done,
        total,
        unit,
        rate,
        left,
        remark.isEmpty() ? "" : "  " + remark);
  }

  private String bar() {
    int filled = total <= 0 ? BAR : (int) (BAR * done / total);
    return "[" + "#".repeat(filled) + ".".repeat(BAR - filled) + "] ";
  }

  private static String clock(double seconds) {
    long whole = Math.round(seconds);
    return whole < 3600
        ? String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60)
        : String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
  }
}
