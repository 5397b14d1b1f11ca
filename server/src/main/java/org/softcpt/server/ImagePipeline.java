package org.softcpt.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.softcpt.models.image.DecodingLimits;
import org.softcpt.models.image.ImageDecoder;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.runtime.batching.EncodedImage;
import org.softcpt.runtime.batching.QueueFullException;
import org.softcpt.server.StageTimes.Stage;

/** From image files to features: decoded on a pool of threads, encoded in batches. */
final class ImagePipeline {

  private final Executor workers;
  private final DecodingLimits limits;

  /**
   * @param workers decode, and run what follows the encoding
   * @param limits what decoding one image may cost
   */
  ImagePipeline(Executor workers, DecodingLimits limits) {
    this.workers = workers;
    this.limits = limits;
  }

  /** Where work goes that does not belong on the thread that reads requests. */
  Executor workers() {
    return workers;
  }

  /**
   * Encodes images.
   *
   * @return their features in order, completed by a worker; or the first failure, then the others
   *     are given up
   */
  CompletableFuture<List<float[]>> features(
      ServedBundle bundle, List<NamedImage> images, Exchange exchange) {
    List<CompletableFuture<EncodedImage>> running = new ArrayList<>();
    for (NamedImage image : images) {
      running.add(
          CompletableFuture.supplyAsync(() -> pixels(bundle, image, exchange), workers)
              .thenCompose(pixels -> encode(bundle, pixels, exchange)));
    }
    CompletableFuture<Void> all =
        CompletableFuture.allOf(running.toArray(CompletableFuture[]::new));
    return all.thenApplyAsync(
        done -> running.stream().map(each -> feature(each.join(), exchange)).toList(), workers);
  }

  private float[] pixels(ServedBundle bundle, NamedImage image, Exchange exchange) {
    long start = System.nanoTime();
    if (exchange.left().isNegative()) { // of many images, each within its limits
      throw new CompletionException(
          ApiException.later(
              503, "deadline", "the images took too long to decode", Duration.ofSeconds(1)));
    }
    try {
      return bundle
          .bundle()
          .preprocessor()
          .apply(ImageDecoder.decode(image.content(), "image " + Shown.of(image.name()), limits));
    } catch (InvalidInputException e) {
      throw new CompletionException(new ApiException(422, "invalid_image", e.getMessage()));
    } finally {
      exchange.times().took(Stage.DECODE, System.nanoTime() - start);
    }
  }

  private static CompletableFuture<EncodedImage> encode(
      ServedBundle bundle, float[] pixels, Exchange exchange) {
    try {
      return bundle.encoder().submit(pixels, exchange.left());
    } catch (QueueFullException e) {
      return CompletableFuture.failedFuture(
          ApiException.later(429, "queue_full", e.getMessage(), e.retryAfter()));
    }
  }

  private static float[] feature(EncodedImage image, Exchange exchange) {
    exchange.times().took(Stage.QUEUE, image.waited());
    exchange.times().took(Stage.ENCODE, image.ran());
    return image.feature();
  }
}
