package org.softcpt.server;

import java.time.Duration;
import org.softcpt.models.image.ImageDecoder;

/**
 * What a request may ask for.
 *
 * @param bodyBytes longest body
 * @param pixels of an image, by its header
 * @param images of one request
 * @param requests in work at once; more are refused
 * @param deadline from a request's arrival to its answer
 * @param newTasks tasks that may be added to a bundle
 * @param newClasses classes of an added task
 */
public record Limits(
    int bodyBytes,
    int pixels,
    int images,
    int requests,
    Duration deadline,
    int newTasks,
    int newClasses) {

  /** 20 MiB, 64 Mi pixels, 32 images, 256 requests, 10 seconds, 100 tasks of 1000 classes. */
  public static final Limits DEFAULT =
      new Limits(20 << 20, ImageDecoder.MOST_PIXELS, 32, 256, Duration.ofSeconds(10), 100, 1000);
}
