package org.softcpt.runtime;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Images of one batch, decoded by whoever has time: threads that help, and the one that needs the
 * pixels. So who waits never waits for a thread that is busy elsewhere.
 */
final class PixelBatch {

  private final List<ImageInput> images;
  private final ReadAhead.Decoding decoding;
  private final int length;
  private final float[] pixels; // [B, 3, S, S]
  private final List<CompletableFuture<Void>> decoded;
  private final AtomicInteger next = new AtomicInteger();

  /** Nothing is decoded yet; an image has so many values. */
  PixelBatch(List<ImageInput> images, int length, ReadAhead.Decoding decoding) {
    this.images = images;
    this.decoding = decoding;
    this.length = length;
    this.pixels = new float[Math.multiplyExact(images.size(), length)];
    this.decoded = Stream.generate(CompletableFuture<Void>::new).limit(images.size()).toList();
  }

  int size() {
    return images.size();
  }

  /** Decodes one image after another until every one is begun. */
  void decode() {
    for (int i = next.getAndIncrement(); i < images.size(); i = next.getAndIncrement()) {
      decode(i);
    }
  }

  private void decode(int i) {
    try {
      System.arraycopy(decoding.pixels(images.get(i)), 0, pixels, i * length, length);
      decoded.get(i).complete(null);
    } catch (Throwable e) { // an Error, too: nobody must wait for ever
      decoded.get(i).completeExceptionally(e);
    }
  }

  /**
   * Decodes what nobody has begun and waits for the rest.
   *
   * @return {@code [B, 3, S, S]}
   * @throws IOException what the first image threw that failed
   */
  float[] pixels() throws IOException {
    decode();
    try {
      decoded.forEach(CompletableFuture::join);
      return pixels;
    } catch (CompletionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      if (e.getCause() instanceof Error failure) {
        throw failure;
      }
      throw (RuntimeException) e.getCause(); // no other is declared
    }
  }

  /** Begins no other image and waits for those that are begun: afterwards nobody reads any. */
  void end() {
    int begun = Math.min(next.getAndSet(images.size()), images.size());
    decoded.subList(0, begun).forEach(each -> each.exceptionally(failure -> null).join());
  }
}
