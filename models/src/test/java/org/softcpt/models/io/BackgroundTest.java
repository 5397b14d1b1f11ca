package org.softcpt.models.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class BackgroundTest {

  @Test
  void worksWhileTheStarterGoesOn() throws IOException {
    CountDownLatch starterWentOn = new CountDownLatch(1);
    Background<String> work =
        Background.start(
            "worker",
            () -> {
              awaitUninterrupted(starterWentOn);
              return Thread.currentThread().getName();
            });
    starterWentOn.countDown();
    assertEquals("worker", work.await());
    assertNotEquals("worker", Thread.currentThread().getName());
  }

  @Test
  void throwsWhatTheWorkThrew() {
    IOException checked = new IOException("disk");
    IllegalStateException unchecked = new IllegalStateException("bug");
    Error error = new StackOverflowError("deep");
    assertSame(checked, assertThrows(IOException.class, failing(checked)::await));
    assertSame(
        unchecked,
        assertThrows(
            IllegalStateException.class,
            Background.start(
                    "worker",
                    () -> {
                      throw unchecked;
                    })
                ::await));
    assertSame(
        error,
        assertThrows(
            StackOverflowError.class,
            Background.start(
                    "worker",
                    () -> {
                      throw error;
                    })
                ::await));
  }

  @Test
  void anInterruptIsKeptUntilTheWorkHasEnded() throws IOException {
    CountDownLatch end = new CountDownLatch(1);
    Background<Boolean> work =
        Background.start(
            "worker",
            () -> {
              awaitUninterrupted(end);
              return true;
            });
    Thread.currentThread().interrupt();
    Background.start(
        "releaser",
        () -> {
          end.countDown();
          return null;
        });
    assertTrue(work.await());
    assertTrue(Thread.interrupted());
    assertFalse(Thread.interrupted());
  }

  private static Background<Object> failing(IOException failure) {
    return Background.start(
        "worker",
        () -> {
          throw failure;
        });
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
