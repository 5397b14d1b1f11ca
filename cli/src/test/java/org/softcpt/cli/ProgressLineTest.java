package org.softcpt.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressLineTest {

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final AtomicLong nanos = new AtomicLong();

  @Test
  void tellsRateAndTimeLeftEveryTenSecondsWhenNobodyWatches() {
    try (ProgressLine line = line(false)) {
      line.update(0, 100);
      after(9, () -> line.update(9, 100));
      after(1, () -> line.update(10, 100));
      after(90, () -> line.update(100, 100));
    }
    assertEquals(
        """
        caching 10/100 images  1.0/s  1:30 left
        caching 100/100 images  1.0/s  1:40 taken
        """,
        text());
  }

  @Test // 40 were there at the start: they cost nothing now, so they say nothing about the rate
  void workOfAnEarlierRunDoesNotEnterTheRate() {
    try (ProgressLine line = line(false)) {
      line.update(40, 100);
      after(10, () -> line.update(60, 100));
    }
    assertEquals("caching 60/100 images  2.0/s  0:20 left", text().lines().findFirst().orElse(""));
  }

  @Test // a resumed cache finds its shards one after the other, after the line has begun
  void workOfAnEarlierRunMayBeFoundLate() {
    try (ProgressLine line = line(false)) {
      line.begin(0);
      line.update(0, 100);
      line.begin(40);
      line.update(40, 100);
      after(10, () -> line.update(60, 100));
    }
    assertEquals("caching 60/100 images  2.0/s  0:20 left", text().lines().findFirst().orElse(""));
  }

  @Test
  void rewritesItsLineOnATerminal() {
    try (ProgressLine line = line(true)) {
      line.update(0, 4);
      after(1, () -> line.update(1, 4));
    }
    String bar = "\r\u001b[Kcaching [######..................] 1/4 images  1.0/s  0:03 left";
    assertEquals(bar + System.lineSeparator(), text());
  }

  @Test
  void printsNothingWhenNothingHappened() {
    line(true).close();
    assertEquals("", text());
  }

  private ProgressLine line(boolean terminal) {
    PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
    return new ProgressLine(
        new Terminal(stream, stream, terminal, 80), "caching", "images", nanos::get);
  }

  private void after(long seconds, Runnable action) {
    nanos.addAndGet(seconds * 1_000_000_000L);
    action.run();
  }

  private String text() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
