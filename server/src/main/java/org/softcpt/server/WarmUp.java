package org.softcpt.server;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletionException;
import org.softcpt.models.image.Picture;
import org.softcpt.models.image.RgbImage;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.runtime.InferenceException;
import org.softcpt.runtime.batching.EncodedImage;
import org.softcpt.runtime.batching.QueueFullException;

/**
 * A version's first inference, before anybody waits for one: the native runtime allocates, and a
 * bundle whose files are whole but whose numbers are not shows it here.
 */
final class WarmUp {

  private static final int SIDE = 64;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private WarmUp() {}

  /**
   * Classifies a picture of noise.
   *
   * @throws InvalidInputException if that fails, or a probability is not a number
   */
  static void run(ServedBundle served) throws InvalidInputException {
    float[] pixels = served.bundle().preprocessor().apply(noise());
    try {
      float[] feature = submitted(served, pixels).feature();
      served.bundle().predict(feature); // refuses features that are not finite
    } catch (CompletionException | InferenceException | IllegalArgumentException e) {
      Throwable cause = ApiHandler.cause(e);
      throw new InvalidInputException(
          "%s: the first inference failed: %s"
              .formatted(served.bundle().files().folder(), cause.getMessage()),
          cause);
    }
  }

  /** Waits for a place in the queue like everybody else: the encoder may be at work for others. */
  private static EncodedImage submitted(ServedBundle served, float[] pixels)
      throws InvalidInputException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        return served.encoder().submit(pixels, PATIENCE).join();
      } catch (QueueFullException e) {
        if (System.nanoTime() - deadline > 0) {
          throw new InvalidInputException(
              "no place in the queue for a first inference in %s".formatted(PATIENCE), e);
        }
        pause(e.retryAfter());
      }
    }
  }

  private static void pause(Duration time) throws InvalidInputException {
    try {
      Thread.sleep(Math.max(1, Math.min(time.toMillis(), 100)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InvalidInputException("interrupted before the first inference", e);
    }
  }

  private static Picture noise() {
    byte[] rgb = new byte[SIDE * SIDE * 3];
    new Random(1).nextBytes(rgb);
    return Picture.of(new RgbImage(SIDE, SIDE, rgb));
  }
}
