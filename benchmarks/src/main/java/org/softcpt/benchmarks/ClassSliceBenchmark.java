package org.softcpt.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.runtime.Device;
import org.softcpt.runtime.ModelFolder;
import org.softcpt.runtime.SessionOptions;
import org.softcpt.trainer.method.OnnxTextSegments;
import org.softcpt.trainer.method.PairBatch;
import org.softcpt.trainer.method.PromptMethod;
import org.softcpt.trainer.method.PromptMethods;
import org.softcpt.trainer.method.TextSegments;
import org.softcpt.trainer.task.ClassDefinition;
import org.softcpt.trainer.task.Metric;
import org.softcpt.trainer.task.TaskDefinition;
import org.softcpt.trainer.task.TaskSet;
import org.softcpt.trainer.training.MomentumSgd;
import org.softcpt.trainer.training.TrainingConfig;

/**
 * Memory and time of a method's training step over one task of many classes, whose names have three
 * tokens. Arguments: model, threads, steps, method, classes, {@code text_memory}. One process per
 * row of a table: a peak is a process's.
 */
public final class ClassSliceBenchmark {

  private static final int BATCH = 32;

  private ClassSliceBenchmark() {}

  /**
   * Measures and prints.
   *
   * @param arguments model folder, threads, steps, method, classes, MiB
   * @throws IOException if the model cannot be read
   */
  public static void main(String[] arguments) throws IOException {
    ModelFolder model = ModelFolder.open(Path.of(arguments[0]));
    SessionOptions options = new SessionOptions(Device.cpu(), Integer.parseInt(arguments[1]));
    int steps = Integer.parseInt(arguments[2]);
    TaskSet tasks = tasks(Integer.parseInt(arguments[4]));
    TrainingConfig config =
        TrainingConfig.of(Map.of("method", arguments[3], "text_memory", arguments[5]));
    try (TextSegments segments = OnnxTextSegments.open(model, options);
        PromptMethod method =
            PromptMethods.named(config.method())
                .factory()
                .create(config.setup(segments, OnnxTextSegments.vocabulary(model), tasks))) {
      PairBatch batch = batch(tasks.classCount(), segments.featureWidth());
      MomentumSgd optimiser = new MomentumSgd(0.9, 5e-4, method.parameters());
      double loss = method.step(batch).loss();
      double first = Memory.peak();
      Timing timing = Timing.of(0, steps, () -> step(method, optimiser, batch));
      System.out.printf(
          "%s, %d classes, text_memory %d: %s; first loss %.6f; peak %.0f MiB, %.0f after one step%n",
          config.method(),
          tasks.classCount(),
          config.textMemory(),
          timing,
          loss,
          Memory.peak(),
          first);
    }
  }

  private static void step(PromptMethod method, MomentumSgd optimiser, PairBatch batch) {
    method.step(batch);
    optimiser.step(0.002);
  }

  private static TaskSet tasks(int count) throws InvalidInputException {
    List<ClassDefinition> classes = new ArrayList<>();
    String[] first = {"red", "green", "blue", "old", "small", "great", "white", "black", "wild"};
    String[] second = {"bird", "tree", "flower", "car", "house", "dog", "fish", "bridge", "stone"};
    for (int c = 0; c < count; c++) {
      String name = first[c % 9] + " " + second[c / 9 % 9] + " " + "abcdefghijklm".charAt(c / 81);
      classes.add(new ClassDefinition("class" + c, name));
    }
    return new TaskSet(
        List.of(
            new TaskDefinition(
                "things", "things", classes, List.of("a photo of a {}."), Metric.OVERALL_ACC)));
  }

  private static PairBatch batch(int classes, int width) {
    Random random = new Random(1);
    float[] features = new float[BATCH * width];
    long[] labels = random.ints(BATCH, 0, classes).asLongStream().toArray();
    for (int i = 0; i < features.length; i++) {
      features[i] = (float) random.nextGaussian();
    }
    return new PairBatch(features, new long[BATCH], labels, BATCH);
  }
}
