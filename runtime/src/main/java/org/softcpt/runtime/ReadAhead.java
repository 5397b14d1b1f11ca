package org.softcpt.runtime;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;

/**
 * Encodes many images in batches: while one batch runs, other threads decode the next one. The
 * pixels of two batches are in memory at most.
 */
final class ReadAhead {

  /** From an image to {@code [3, S, S]}; called by several threads at once. */
  @FunctionalInterface
  interface Decoding {
    float[] pixels(ImageInput image) throws IOException;
  }

  /** From {@code [B, 3, S, S]} to {@code [B][D]}. */
  @FunctionalInterface
  interface Encoding {
    float[][] features(float[] pixels, int batch);
  }

  private final ThreadPoolExecutor threads;
  private final int length;
  private final Decoding decoding;
  private final Encoding encoding;

  /** The threads help where they have time; an image has so many values. */
  ReadAhead(ThreadPoolExecutor threads, int length, Decoding decoding, Encoding encoding) {
    this.threads = threads;
    this.length = length;
    this.decoding = decoding;
    this.encoding = encoding;
  }

  /**
   * Encodes images. When this returns or throws, no other thread uses them any more.
   *
   * @return per image {@code [D]}, in order
   * @throws IOException what the first image threw that failed; it is one of the batch that was due
   */
  List<float[]> features(List<ImageInput> images) throws IOException {
    List<float[]> features = new ArrayList<>();
    Helped batch = helped(images, 0);
    try {
      while (features.size() < images.size()) {
        float[] pixels = batch.pixels();
        int count = batch.size();
        batch = helped(images, features.size() + count);
        features.addAll(List.of(encoding.features(pixels, count)));
      }
      return features;
    } finally {
      batch.close();
    }
  }

  private Helped helped(List<ImageInput> images, int first) {
    int end = Math.min(first + OnnxImageEncoder.DEFAULT_BATCH, images.size());
    PixelBatch batch = new PixelBatch(List.copyOf(images.subList(first, end)), length, decoding);
    int others = first == 0 ? batch.size() - 1 : batch.size(); // the first one is waited for
    return new Helped(batch, Math.min(others, threads.getCorePoolSize()));
  }

  /** A batch and those who help with it. */
  private final class Helped implements AutoCloseable {

    private final PixelBatch batch;
    private final Runnable help;

    Helped(PixelBatch batch, int helpers) {
      this.batch = batch;
      this.help = batch::decode;
      try {
        for (int i = 0; i < helpers; i++) {
          threads.execute(help);
        }
      } catch (RejectedExecutionException e) {
        // closed: whoever decodes next is told
      }
    }

    int size() {
      return batch.size();
    }

    float[] pixels() throws IOException {
      try {
        return batch.pixels();
      } finally {
        leave();
      }
    }

    /** Those who have not come yet would keep the pixels. */
    private void leave() {
      while (threads.remove(help)) {
        // each is there once per helper
      }
    }

    @Override
    public void close() {
      leave();
      batch.end();
    }
  }
}
