package org.softcpt.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.softcpt.models.image.ImageDecoder;
import org.softcpt.models.image.ImageLimits;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.runtime.batching.EncodedImage;
import org.softcpt.runtime.batching.QueueFullException;
import org.softcpt.runtime.batching.QueuePlace;
import org.softcpt.server.metrics.Stage;

/** From image files to features: decoded on a pool of threads, encoded in batches. */
final class ImagePipeline {

  private final Executor workers;
  private final ImageLimits limits;

  /**
   * @param workers decode, and run what follows the encoding
   * @param limits what decoding one image may cost
   */
  ImagePipeline(Executor workers, ImageLimits limits) {
    this.workers = workers;
    this.limits = limits;
  }

  /** Where work goes that does not belong on the thread that reads requests. */
  Executor workers() {
    return workers;
  }

  /**
   * Encodes images. Their places in the queue are taken before anything is decoded: work for a
   * request that is refused afterwards would be taken from those that are answered.
   *
   * @return their features in order, completed by a worker; or the first failure
   * @throws ApiException 429 if there are not as many places
   */
  CompletableFuture<List<float[]>> features(
      ServedBundle bundle, List<NamedImage> images, Exchange exchange) throws ApiException {
    List<QueuePlace> places = reserve(bundle, images.size());
    List<CompletableFuture<EncodedImage>> running = new ArrayList<>();
    for (int i = 0; i < images.size(); i++) {
      NamedImage image = images.get(i);
      QueuePlace place = places.get(i);
      running.add(
          CompletableFuture.supplyAsync(() -> pixels(bundle, image, exchange), workers)
              .thenCompose(pixels -> place.submit(pixels, exchange.left()))
              .whenComplete((encoded, failure) -> place.close()));
    }
    return joined(running, exchange);
  }

  /** The same for images that are preprocessed already, {@code [3, S, S]} each. */
  CompletableFuture<List<float[]>> featuresOfPixels(
      ServedBundle bundle, List<float[]> images, Exchange exchange) throws ApiException {
    List<QueuePlace> places = reserve(bundle, images.size());
    List<CompletableFuture<EncodedImage>> running = new ArrayList<>();
    for (int i = 0; i < images.size(); i++) {
      running.add(places.get(i).submit(images.get(i), exchange.left()));
    }
    return joined(running, exchange);
  }

  private CompletableFuture<List<float[]>> joined(
      List<CompletableFuture<EncodedImage>> running, Exchange exchange) {
    CompletableFuture<Void> all =
        CompletableFuture.allOf(running.toArray(CompletableFuture[]::new));
    return all.thenApplyAsync(
        done -> running.stream().map(each -> feature(each.join(), exchange)).toList(), workers);
  }

  private static List<QueuePlace> reserve(ServedBundle bundle, int count) throws ApiException {
    List<QueuePlace> places = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        places.add(bundle.encoder().reserve());
      }
      return places;
    } catch (QueueFullException e) {
      places.forEach(QueuePlace::close);
      throw ApiException.later(429, "queue_full", e.getMessage(), e.retryAfter());
    }
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

  private static float[] feature(EncodedImage image, Exchange exchange) {
    exchange.times().took(Stage.QUEUE, image.waited());
    exchange.times().took(Stage.ENCODE, image.ran());
    return image.feature();
  }
}
