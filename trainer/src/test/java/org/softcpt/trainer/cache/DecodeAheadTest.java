package org.softcpt.trainer.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InterruptedIOException;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DecodeAheadTest {

  @Test
  void resultsComeInOrderWhateverTheirTasksTake() throws InterruptedIOException {
    Random random = new Random(1);
    List<Integer> micros = IntStream.range(0, 100).mapToObj(i -> random.nextInt(2000)).toList();
    List<Callable<Integer>> tasks =
        IntStream.range(0, 100)
            .<Callable<Integer>>mapToObj(
                i ->
                    () -> {
                      Thread.sleep(micros.get(i) / 1000, micros.get(i) % 1000 * 1000);
                      return i;
                    })
            .toList();
    try (DecodeAhead<Integer> ahead = new DecodeAhead<>(tasks.iterator(), 4, 9)) {
      for (int i = 0; i < 100; i++) {
        assertEquals(i, ahead.next());
      }
      assertThrows(NoSuchElementException.class, ahead::next);
    }
  }

  @Test
  void noMoreThanTheBoundIsStartedAhead() throws InterruptedIOException {
    AtomicInteger started = new AtomicInteger();
    List<Callable<Integer>> tasks =
        IntStream.range(0, 50).<Callable<Integer>>mapToObj(i -> started::incrementAndGet).toList();
    try (DecodeAhead<Integer> ahead = new DecodeAhead<>(tasks.iterator(), 3, 5)) {
      for (int taken = 1; taken <= 50; taken++) {
        ahead.next();
        assertTrue(started.get() <= taken + 5, started + " started, " + taken + " taken");
      }
    }
  }

  @Test
  void aBrokenTaskBreaksTheReader() {
    Callable<Integer> broken =
        () -> {
          throw new ArithmeticException("broken");
        };
    try (DecodeAhead<Integer> ahead = new DecodeAhead<>(List.of(broken).iterator(), 1, 1)) {
      assertTrue(
          assertThrows(IllegalStateException.class, ahead::next).getMessage().contains("broken"));
    }
  }

  @Test
  void anInterruptedReaderStopsAndStaysInterrupted() {
    Callable<Integer> endless =
        () -> {
          Thread.sleep(60_000);
          return 0;
        };
    try (DecodeAhead<Integer> ahead = new DecodeAhead<>(List.of(endless).iterator(), 1, 1)) {
      Thread.currentThread().interrupt();
      assertThrows(InterruptedIOException.class, ahead::next);
      assertTrue(Thread.interrupted());
    }
  }
}
