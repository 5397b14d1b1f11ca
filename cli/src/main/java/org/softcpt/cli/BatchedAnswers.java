package org.softcpt.cli;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.softcpt.trainer.cache.DecodeAhead;

/**
 * Asks a predictor about many images: several threads decode while a batch is encoded. A batch is
 * always the next {@value Predictor#BATCH} images of the list, those that cannot be read included,
 * so the same list has the same batches however many threads there are and wherever it begins anew.
 *
 * @param predictor is asked
 * @param threads decode
 */
record BatchedAnswers(Predictor predictor, int threads) {

  /** Batches that are decoded ahead: enough to outlast a slow image, some 20 MB at side 224. */
  private static final int BATCHES_AHEAD = 4;

  /** Takes answers in the list's order. */
  @FunctionalInterface
  interface Consumer {
    void accept(List<Answer> batch) throws IOException;
  }

  private record Decoded(ListedImage image, float[] pixels, Optional<IOException> problem) {}

  private static final float[] NO_PIXELS = {};

  /** One decoding thread per core. */
  static BatchedAnswers of(Predictor predictor) {
    return new BatchedAnswers(predictor, Runtime.getRuntime().availableProcessors());
  }

  /** Answers all images; at most a few batches are in memory. */
  void run(Iterator<ListedImage> images, Consumer consumer) throws IOException {
    int ahead = Math.max(2 * threads, BATCHES_AHEAD * Predictor.BATCH);
    try (DecodeAhead<Decoded> decoded = new DecodeAhead<>(tasks(images), threads, ahead)) {
      while (decoded.hasNext()) {
        consumer.accept(answers(batch(decoded)));
      }
    }
  }

  private Iterator<Callable<Decoded>> tasks(Iterator<ListedImage> images) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return images.hasNext();
      }

      @Override
      public Callable<Decoded> next() {
        ListedImage image = images.next();
        return () -> decode(image);
      }
    };
  }

  private Decoded decode(ListedImage image) {
    if (image.problem().isPresent()) {
      return new Decoded(image, NO_PIXELS, image.problem());
    }
    try {
      return new Decoded(image, predictor.pixels(image.path()), Optional.empty());
    } catch (IOException e) {
      return new Decoded(image, NO_PIXELS, Optional.of(e));
    }
  }

  private static List<Decoded> batch(DecodeAhead<Decoded> decoded) throws InterruptedIOException {
    List<Decoded> batch = new ArrayList<>();
    while (batch.size() < Predictor.BATCH && decoded.hasNext()) {
      batch.add(decoded.next());
    }
    return batch;
  }

  private List<Answer> answers(List<Decoded> batch) {
    List<Decoded> good = batch.stream().filter(each -> each.problem().isEmpty()).toList();
    Iterator<float[]> features = List.of(features(good)).iterator();
    List<Answer> answers = new ArrayList<>();
    for (Decoded each : batch) {
      Path path = each.image().path();
      answers.add(
          each.problem().isPresent()
              ? Answer.failed(path, each.problem().get())
              : Answer.of(path, predictor.answer(features.next())));
    }
    return answers;
  }

  private float[][] features(List<Decoded> good) {
    int size = 3 * predictor.encoder().side() * predictor.encoder().side();
    float[] pixels = new float[Math.multiplyExact(good.size(), size)];
    for (int i = 0; i < good.size(); i++) {
      System.arraycopy(good.get(i).pixels(), 0, pixels, i * size, size);
    }
    return predictor.encoder().encode(pixels, good.size());
  }
}
