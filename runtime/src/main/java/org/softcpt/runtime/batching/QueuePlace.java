package org.softcpt.runtime.batching;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** A place in the queue of a {@link BatchingEncoder}, for one image that is still to come. */
public final class QueuePlace implements AutoCloseable {

  private final WaitingImages waiting;
  private final int values;
  private final AtomicBoolean used = new AtomicBoolean();

  QueuePlace(WaitingImages waiting, int values) {
    this.waiting = waiting;
    this.values = values;
  }

  /**
   * Queues the image.
   *
   * @param pixels {@code [3, S, S]} as {@link org.softcpt.runtime.ImageEncoder#encode} takes them;
   *     not changed, must not be changed until the feature is there
   * @param patience how long the image may wait before its run begins
   * @return its feature, completed by the encoding thread, so what follows should run elsewhere; or
   *     {@link DeadlineException}, {@link org.softcpt.runtime.InferenceException}, or {@link
   *     IllegalStateException} if the encoder was closed
   * @throws IllegalArgumentException if there are not 3·S·S values
   * @throws IllegalStateException if an image was submitted before, or this is closed
   */
  public CompletableFuture<EncodedImage> submit(float[] pixels, Duration patience) {
    if (pixels.length != values) {
      throw new IllegalArgumentException(
          "pixels: expected 3 x S x S = %d values, found %d".formatted(values, pixels.length));
    }
    if (used.getAndSet(true)) {
      throw new IllegalStateException("the place in the queue was used already");
    }
    return waiting.add(pixels, patience);
  }

  /** Gives the place back if no image was submitted. */
  @Override
  public void close() {
    if (!used.getAndSet(true)) {
      waiting.release();
    }
  }
}
