package org.softcpt.runtime.batching;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.softcpt.runtime.ImageEncoder;

class BatchingEncoderTest {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** Feature of an image: its first pixel. Runs wait at a gate. */
  private static final class Gated implements ImageEncoder {
    final List<Integer> batches = Collections.synchronizedList(new ArrayList<>());
    final CountDownLatch entered = new CountDownLatch(1);
    final CountDownLatch gate;
    boolean closed;

    Gated(int count) {
      gate = new CountDownLatch(count);
    }

    @Override
    public int side() {
      return 1;
    }

    @Override
    public int width() {
      return 1;
    }

    @Override
    public float[][] encode(float[] pixels, int batch) {
      entered.countDown();
      batches.add(batch);
      try {
        gate.await();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      float[][] features = new float[batch][];
      for (int i = 0; i < batch; i++) {
        if (pixels[3 * i] < 0) {
          throw new IllegalArgumentException("negative");
        }
        features[i] = new float[] {pixels[3 * i]};
      }
      return features;
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  @Test
  void encodesTogetherWhatGathersMeanwhileInPowersOfTwo() throws Exception {
    Gated encoder = new Gated(1);
    List<CompletableFuture<EncodedImage>> answers = new ArrayList<>();
    try (BatchingEncoder batching = start(encoder, 4, 100)) {
      answers.add(batching.submit(image(0), PATIENCE));
      encoder.entered.await();
      for (int i = 1; i < 12; i++) {
        answers.add(batching.submit(image(i), PATIENCE));
      }
      assertEquals(11, batching.queued());
      encoder.gate.countDown();
      for (int i = 0; i < 12; i++) {
        assertEquals(i, answers.get(i).join().feature()[0], "image " + i);
      }
    }
    assertEquals(List.of(1, 4, 4, 2, 1), encoder.batches);
    assertTrue(encoder.closed);
  }

  @Test
  void refusesMoreThanMayWait() throws Exception {
    Gated encoder = new Gated(1);
    try (BatchingEncoder batching = start(encoder, 2, 3)) {
      batching.submit(image(0), PATIENCE);
      encoder.entered.await();
      for (int i = 0; i < 3; i++) {
        batching.submit(image(i), PATIENCE);
      }
      assertThrows(QueueFullException.class, () -> batching.submit(image(9), PATIENCE));
      encoder.gate.countDown();
    }
  }

  @Test
  void placesTakenCountAsWaitingUntilGivenBack() throws Exception {
    Gated encoder = new Gated(0);
    try (BatchingEncoder batching = start(encoder, 1, 2)) {
      QueuePlace first = batching.reserve();
      QueuePlace second = batching.reserve();
      assertThrows(QueueFullException.class, batching::reserve);
      first.close();
      first.close(); // once more does nothing
      assertThrows(IllegalStateException.class, () -> first.submit(image(1), PATIENCE));
      QueuePlace third = batching.reserve();
      assertThrows(QueueFullException.class, () -> batching.submit(image(9), PATIENCE));
      assertThrows(IllegalArgumentException.class, () -> second.submit(new float[] {1}, PATIENCE));
      assertEquals(2, second.submit(image(2), PATIENCE).join().feature()[0]);
      second.close(); // its place is the image's, and is free again already
      assertEquals(3, third.submit(image(3), PATIENCE).join().feature()[0]);
      for (int i = 0; i < 5; i++) {
        assertEquals(i, batching.submit(image(i), PATIENCE).join().feature()[0]);
      }
    }
  }

  @Test
  void neverEncodesWhatNobodyWaitsFor() throws Exception {
    Gated encoder = new Gated(1);
    try (BatchingEncoder batching = start(encoder, 2, 8)) {
      batching.submit(image(0), PATIENCE);
      encoder.entered.await();
      CompletableFuture<EncodedImage> late = batching.submit(image(1), Duration.ZERO);
      CompletableFuture<EncodedImage> cancelled = batching.submit(image(2), PATIENCE);
      cancelled.cancel(false);
      encoder.gate.countDown();
      Throwable failure = assertThrows(CompletionException.class, late::join).getCause();
      assertInstanceOf(DeadlineException.class, failure);
    }
    assertEquals(List.of(1), encoder.batches);
  }

  @Test
  void failsTheBatchButNotTheNextOne() throws Exception {
    Gated encoder = new Gated(0);
    try (BatchingEncoder batching = start(encoder, 1, 8)) {
      CompletableFuture<EncodedImage> bad = batching.submit(image(-1), PATIENCE);
      CompletableFuture<EncodedImage> good = batching.submit(image(5), PATIENCE);
      assertInstanceOf(
          IllegalArgumentException.class,
          assertThrows(CompletionException.class, bad::join).getCause());
      assertEquals(5, good.join().feature()[0]);
    }
  }

  @Test
  void answersWhatWaitsWhenClosedAndRefusesTheRest() throws Exception {
    Gated encoder = new Gated(1);
    BatchingEncoder batching = start(encoder, 1, 8);
    CompletableFuture<EncodedImage> first = batching.submit(image(1), PATIENCE);
    CompletableFuture<EncodedImage> second = batching.submit(image(2), PATIENCE);
    Thread closing = new Thread(batching::close);
    closing.start();
    encoder.gate.countDown();
    closing.join();
    assertEquals(1, first.join().feature()[0]);
    assertEquals(2, second.join().feature()[0]);
    assertInstanceOf(
        IllegalStateException.class,
        assertThrows(CompletionException.class, () -> batching.submit(image(3), PATIENCE).join())
            .getCause());
    assertTrue(encoder.closed);
  }

  @Test
  void waitsForOthersAsLongAsItMay() throws Exception {
    Gated encoder = new Gated(0);
    BatchingOptions options = new BatchingOptions(2, Duration.ofMinutes(1), 8);
    try (BatchingEncoder batching =
        BatchingEncoder.start(encoder, options, BatchingListener.NONE)) {
      CompletableFuture<EncodedImage> first = batching.submit(image(1), PATIENCE);
      batching.submit(image(2), PATIENCE).join();
      first.join();
    }
    assertEquals(List.of(2), encoder.batches);
  }

  @Test
  void refusesNonsense() {
    assertThrows(IllegalArgumentException.class, () -> new BatchingOptions(0, Duration.ZERO, 1));
    assertThrows(IllegalArgumentException.class, () -> new BatchingOptions(4, Duration.ZERO, 3));
    try (BatchingEncoder batching = start(new Gated(0), 1, 1)) {
      assertThrows(IllegalArgumentException.class, () -> batching.submit(new float[4], PATIENCE));
    }
  }

  private static BatchingEncoder start(ImageEncoder encoder, int batch, int capacity) {
    return BatchingEncoder.start(
        encoder, new BatchingOptions(batch, Duration.ZERO, capacity), BatchingListener.NONE);
  }

  private static float[] image(float value) {
    return new float[] {value, value, value};
  }
}
