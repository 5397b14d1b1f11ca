package org.softcpt.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.softcpt.models.io.InvalidInputException;

/** Pixels are the image's number, features twice that: who gets whose shows. */
class ReadAheadTest {

  private static final int BATCH = OnnxImageEncoder.DEFAULT_BATCH;
  private static final long PATIENCE_SECONDS = 20; // of what must come; the machine may be busy

  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(3, 3, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
  private final ConcurrentHashMap<Integer, CountDownLatch> decoded = new ConcurrentHashMap<>();
  private final AtomicInteger decoding = new AtomicInteger();
  private final AtomicInteger encoded = new AtomicInteger();

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @ParameterizedTest // around the batch, and many of them
  @ValueSource(ints = {0, 1, 2, 7, 8, 9, 16, 17, 203})
  void everyImageGetsItsOwnFeature(int count) throws Exception {
    assertFeatures(count, readAhead(i -> {}, batch -> {}).features(images(count)));
    assertEquals(0, threads.getQueue().size());
  }

  @Test // the run of a batch waits until the next one's first image is decoded: it need not end
  // first
  void theNextBatchIsDecodedWhileOneRuns() throws Exception {
    ReadAhead readAhead =
        readAhead(
            i -> {},
            batch -> {
              if (batch < 2) {
                await(decoded((batch + 1) * BATCH));
              }
            });
    assertFeatures(3 * BATCH, readAhead.features(images(3 * BATCH)));
  }

  @Test // while batch n runs, no image of batch n + 2 is begun
  void twoBatchesAreInMemoryAtMost() throws Exception {
    ReadAhead readAhead =
        readAhead(
            i -> assertTrue(i < (encoded.get() + 2) * BATCH, i + " after " + encoded),
            batch -> pause());
    assertFeatures(10 * BATCH, readAhead.features(images(10 * BATCH)));
  }

  @ParameterizedTest // of several, the first in order is said, whoever found it
  @ValueSource(ints = {0, 3, 8, 20})
  void theFirstImageThatFailsIsNamed(int bad) {
    ReadAhead readAhead =
        readAhead(
            i -> {
              if (i == bad) {
                pause(); // the others fail sooner
              }
              if (i >= bad) {
                throw new IllegalStateException("image " + i);
              }
            },
            batch -> {});
    InvalidInputException refused =
        assertThrows(InvalidInputException.class, () -> readAhead.features(images(40)));
    assertEquals("image " + bad, refused.getMessage());
    assertEquals(0, decoding.get());
    assertTrue(decoded.keySet().stream().allMatch(i -> i < (bad / BATCH + 1) * BATCH));
    assertEquals(bad / BATCH, encoded.get());
  }

  @Test // streams belong to the caller, who may close them then
  void nobodyDecodesAfterAFailedRun() {
    IllegalStateException broken = new IllegalStateException("broken");
    ReadAhead readAhead =
        readAhead(
            i -> {
              if (i >= BATCH) {
                pause();
              }
            },
            batch -> {
              await(decoded(BATCH));
              throw broken;
            });
    assertSame(
        broken, assertThrows(IllegalStateException.class, () -> readAhead.features(images(40))));
    assertEquals(0, decoding.get());
    assertEquals(0, threads.getQueue().size());
  }

  @Test // as when it is called by one of them, or all decode for others
  void busyThreadsAreNotWaitedFor() throws Exception {
    CountDownLatch busy = new CountDownLatch(1);
    for (int i = 0; i < 3; i++) {
      threads.execute(() -> await(busy));
    }
    try {
      assertFeatures(50, readAhead(i -> {}, batch -> {}).features(images(50)));
      assertEquals(0, threads.getQueue().size()); // nothing there keeps pixels
    } finally {
      busy.countDown();
    }
  }

  @Test
  void threadsThatAreShutDownAreNotNeeded() throws Exception {
    threads.shutdown();
    assertFeatures(20, readAhead(i -> {}, batch -> {}).features(images(20)));
  }

  /** One value a picture; the consumers hear of each image's and each run's beginning. */
  private ReadAhead readAhead(IntConsumer decodes, IntConsumer runs) {
    return new ReadAhead(
        threads,
        1,
        image -> {
          decoding.incrementAndGet();
          try {
            return pixels(Integer.parseInt(image.name()), decodes);
          } finally {
            decoding.decrementAndGet();
          }
        },
        (pixels, batch) -> {
          runs.accept(encoded.get());
          encoded.incrementAndGet();
          float[][] features = new float[batch][];
          for (int i = 0; i < batch; i++) {
            features[i] = new float[] {2 * pixels[i]};
          }
          return features;
        });
  }

  private float[] pixels(int i, IntConsumer decodes) throws IOException {
    try {
      decodes.accept(i);
    } catch (IllegalStateException e) {
      throw new InvalidInputException(e.getMessage());
    }
    decoded(i).countDown();
    return new float[] {i};
  }

  private CountDownLatch decoded(int i) {
    return decoded.computeIfAbsent(i, any -> new CountDownLatch(1));
  }

  private static List<ImageInput> images(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> ImageInput.of(new byte[0], Integer.toString(i)))
        .toList();
  }

  private static void assertFeatures(int count, List<float[]> features) {
    assertEquals(count, features.size());
    for (int i = 0; i < count; i++) {
      assertEquals(2f * i, features.get(i)[0]);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS), "it never came");
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
