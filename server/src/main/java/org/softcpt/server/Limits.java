package org.softcpt.server;

import java.time.Duration;
import org.softcpt.models.image.ImageLimits;

/**
 * What a request may ask for.
 *
 * @param bodyBytes longest body
 * @param bodiesBytes all bodies in work together; more are refused
 * @param pixels of an image, by its header; decoding takes up to 16 bytes of each
 * @param decodeTime how long decoding an image may take
 * @param images of one request
 * @param requests in work at once; more are refused
 * @param deadline from a request's arrival to its answer
 * @param newTasks tasks that may be added to a bundle
 * @param newClasses classes of an added task
 */
public record Limits(
    int bodyBytes,
    long bodiesBytes,
    int pixels,
    Duration decodeTime,
    int images,
    int requests,
    Duration deadline,
    int newTasks,
    int newClasses) {

  /**
   * 20 MiB, together a quarter of the heap, 32 Mi pixels decoded in 2 seconds, 32 images, 256
   * requests, 10 seconds, 100 tasks of 1000 classes.
   */
  public static final Limits DEFAULT =
      new Limits(
          20 << 20,
          Math.max(Runtime.getRuntime().maxMemory() / 4, 20 << 20),
          1 << 25,
          Duration.ofSeconds(2),
          32,
          256,
          Duration.ofSeconds(10),
          100,
          1000);

  /**
   * Checks the limits.
   *
   * @throws IllegalArgumentException if one is not positive, or all bodies may be less than one
   */
  public Limits {
    long least = Math.min(Math.min(bodyBytes, images), Math.min(requests, pixels));
    if (least < 1 || bodiesBytes < bodyBytes || Math.min(newTasks, newClasses) < 0) {
      throw new IllegalArgumentException("limits: expected positive numbers, found " + least);
    }
    if (deadline.isNegative() || deadline.isZero()) {
      throw new IllegalArgumentException("deadline: expected a positive time, found " + deadline);
    }
  }

  /** What decoding one image may cost. */
  ImageLimits decoding() {
    return new ImageLimits(pixels, decodeTime);
  }
}
