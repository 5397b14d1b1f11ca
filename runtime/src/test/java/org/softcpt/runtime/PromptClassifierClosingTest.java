package org.softcpt.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.softcpt.models.image.ImageLimits;
import org.softcpt.models.image.RgbImage;
import org.softcpt.runtime.batching.BatchingListener;
import org.softcpt.runtime.batching.BatchingOptions;

/** Closing while calls run: each call is answered rightly or refused, and the process lives on. */
class PromptClassifierClosingTest {

  private static final int ROUNDS = 12;
  private static final int THREADS = 6;
  private static final int MOST_PENDING = 8;

  @TempDir Path folder;

  @Test
  void whoeverClosesWhileOthersClassify() throws Exception {
    Path bundle = Bundles.bundle(Bundles.model(folder.resolve("model")), folder.resolve("bundle"));
    for (int round = 0; round < ROUNDS; round++) {
      hammer(PromptClassifier.open(bundle, Graphs.CPU), round);
    }
  }

  @Test // the encoder runs on for the other classifier, which notices nothing
  void whoeverClosesOneOfTwoThatShareAnEncoder() throws Exception {
    Path bundle = Bundles.bundle(Bundles.model(folder.resolve("model")), folder.resolve("bundle"));
    EncoderPool pool = new EncoderPool(Graphs.CPU, BatchingOptions.DEFAULT, BatchingListener.NONE);
    try (PromptClassifier other = PromptClassifier.open(bundle, pool, ImageLimits.LARGEST)) {
      byte[] image = png(0);
      List<TaskPrediction> expected = other.classify(image);
      for (int round = 0; round < ROUNDS; round++) {
        hammer(PromptClassifier.open(bundle, pool, ImageLimits.LARGEST), round);
        assertEquals(expected, other.classify(image));
        assertEquals(expected, other.classifyAsync(ImageInput.of(image, "i"), Selection.ALL).get());
      }
    }
  }

  private void hammer(PromptClassifier classifier, int round) throws Exception {
    byte[] image = png(round);
    List<TaskPrediction> expected = classifier.classify(image);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    CountDownLatch running = new CountDownLatch(THREADS);
    List<Future<Integer>> counts = new ArrayList<>();
    for (int thread = 0; thread < THREADS; thread++) {
      Callable<List<List<TaskPrediction>>> form = form(classifier, image, thread);
      counts.add(threads.submit(() -> answers(form, expected, running)));
    }
    assertTrue(running.await(30, TimeUnit.SECONDS), "a thread was never answered");
    TimeUnit.MICROSECONDS.sleep(new Random(round).nextInt(3000));
    classifier.close();
    threads.shutdown();
    assertTrue(threads.awaitTermination(30, TimeUnit.SECONDS), "a call never came back");
    for (Future<Integer> count : counts) {
      assertTrue(count.get() > 0, "a thread was not answered even once");
    }
  }

  /** Calls until refused; how often it was answered. Anything but a refusal comes out of it. */
  private static int answers(
      Callable<List<List<TaskPrediction>>> form,
      List<TaskPrediction> expected,
      CountDownLatch running)
      throws Exception {
    int answered = 0;
    try {
      while (true) {
        for (List<TaskPrediction> answer : form.call()) {
          assertEquals(expected, answer);
        }
        if (answered++ == 0) {
          running.countDown();
        }
      }
    } catch (IllegalStateException refused) {
      return answered;
    }
  }

  private static Callable<List<List<TaskPrediction>>> form(
      PromptClassifier classifier, byte[] content, int number) {
    ImageInput image = ImageInput.of(content, "image");
    return switch (number % 3) {
      case 0 -> () -> List.of(classifier.classify(content));
      case 1 -> () -> classifier.classifyAll(List.of(image, image, image), Selection.ALL);
      default -> () -> asynchronous(classifier, image);
    };
  }

  /** Every future that was handed out must end, also those that closing overtakes. */
  private static List<List<TaskPrediction>> asynchronous(
      PromptClassifier classifier, ImageInput image) {
    List<CompletableFuture<List<TaskPrediction>>> pending = new ArrayList<>();
    List<List<TaskPrediction>> answers = new ArrayList<>();
    List<IllegalStateException> refusals = new ArrayList<>();
    for (int i = 0; i < MOST_PENDING; i++) {
      try {
        pending.add(classifier.classifyAsync(image, Selection.ALL));
      } catch (IllegalStateException refused) {
        refusals.add(refused);
      }
    }
    for (CompletableFuture<List<TaskPrediction>> answer : pending) {
      try {
        answers.add(answer.join());
      } catch (CompletionException e) {
        refusals.add(assertInstanceOf(IllegalStateException.class, e.getCause()));
      }
    }
    if (!refusals.isEmpty()) {
      throw refusals.get(0);
    }
    return answers;
  }

  private byte[] png(long seed) throws IOException {
    byte[] rgb = new byte[7 * 5 * 3];
    new Random(seed).nextBytes(rgb);
    return Files.readAllBytes(Images.png(folder.resolve(seed + ".png"), new RgbImage(7, 5, rgb)));
  }
}
