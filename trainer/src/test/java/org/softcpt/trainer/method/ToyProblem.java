package org.softcpt.trainer.method;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.trainer.cache.FeatureTable;
import org.softcpt.trainer.task.ClassDefinition;
import org.softcpt.trainer.task.Metric;
import org.softcpt.trainer.task.Sample;
import org.softcpt.trainer.task.Split;
import org.softcpt.trainer.task.TaskDefinition;
import org.softcpt.trainer.task.TaskSet;

/** Three tasks of awkward sizes, images as noisy points, and letters as tokens. */
public final class ToyProblem {

  public static final int WIDTH = 11; // D
  public static final int TOKEN_WIDTH = 7; // w
  public static final int END = 300;

  private static final int[] CLASSES = {2, 5, 3};
  private static final int IMAGES_PER_CLASS = 5;

  private ToyProblem() {}

  public static TaskSet tasks() {
    List<TaskDefinition> tasks = new ArrayList<>();
    for (int task = 0; task < CLASSES.length; task++) {
      List<ClassDefinition> classes = new ArrayList<>();
      for (int c = 0; c < CLASSES[task]; c++) {
        String name = "thing" + "ab".repeat(c) + task;
        classes.add(new ClassDefinition(name, name));
      }
      Metric metric = task == 1 ? Metric.MEAN_ACC : Metric.OVERALL_ACC;
      tasks.add(
          new TaskDefinition(
              "task" + task, "kind of thing " + task, classes, List.of("a {}."), metric));
    }
    return new TaskSet(tasks);
  }

  public static PromptVocabulary vocabulary() {
    return new PromptVocabulary(text -> text.chars().toArray(), END, 77);
  }

  public static SmoothTextSegments segments() {
    return new SmoothTextSegments(TOKEN_WIDTH, WIDTH, 17);
  }

  /** A method by its name, with settings such as {@code sub_network=mlp}; L = 3, M = 2. */
  public static PromptMethod method(
      TextSegments segments, PromptVocabulary vocabulary, String name, String... settings)
      throws InvalidInputException {
    Map<String, String> texts = new HashMap<>();
    Placement placement = Placement.END;
    for (String setting : settings) {
      String[] parts = setting.split("=", 2);
      if (parts[0].equals("placement")) {
        placement = Placement.valueOf(parts[1].toUpperCase(Locale.ROOT));
      }
      texts.put(parts[0], parts[1]);
    }
    MethodEntry entry = PromptMethods.named(name);
    MethodOptions options = MethodOptions.of(entry.options(), texts);
    return entry
        .factory()
        .create(new MethodSetup(segments, vocabulary, tasks(), 3, 2, 5, options, placement));
  }

  /** Half of each class's images are for training, the others for the test. */
  public static FeatureTable table(int views) {
    TaskSet tasks = tasks();
    List<Sample> samples = new ArrayList<>();
    for (int task = 0; task < tasks.size(); task++) {
      for (int c = 0; c < CLASSES[task]; c++) {
        for (int i = 0; i < 2 * IMAGES_PER_CLASS; i++) {
          samples.add(sample(samples.size(), task, c, i));
        }
      }
    }
    return new Table(tasks, List.copyOf(samples), views);
  }

  private static Sample sample(int row, int task, int label, int i) {
    int[] labels = {Sample.NONE, Sample.NONE, Sample.NONE};
    labels[task] = label;
    if (task == 0 && i == 0) { // some images belong to two tasks
      labels[2] = 1;
    }
    Split split = i < IMAGES_PER_CLASS ? Split.TRAIN : Split.TEST;
    return new Sample(row, "image" + row, "0".repeat(64), split, labels);
  }

  public static List<Sample> training(FeatureTable table) {
    return table.samples().stream().filter(sample -> sample.split() == Split.TRAIN).toList();
  }

  /** A batch of the first image of every class, with its pairs. */
  public static PairBatch batch() {
    FeatureTable table = table(0);
    int classes = tasks().classCount();
    float[] features = new float[classes * WIDTH];
    long[] tasks = new long[classes];
    long[] labels = new long[classes];
    for (int c = 0; c < classes; c++) {
      System.arraycopy(table.feature(10 * c, 0), 0, features, c * WIDTH, WIDTH);
      tasks[c] = c < 2 ? 0 : c < 7 ? 1 : 2;
      labels[c] = c;
    }
    return new PairBatch(features, tasks, labels, classes - 1);
  }

  /** The same with features of places, which are the image's with noise {@code [R, tokens·D]}. */
  public static PairBatch localBatch(int tokens) {
    PairBatch plain = batch();
    Random noise = new Random(71);
    float[] features = new float[plain.features().length * tokens];
    for (int i = 0; i < features.length; i++) {
      float own = plain.features()[i / (WIDTH * tokens) * WIDTH + i % WIDTH];
      features[i] = own + (float) noise.nextGaussian();
    }
    return new PairBatch(features, plain.tasks(), plain.labels(), plain.images());
  }

  private record Table(TaskSet tasks, List<Sample> samples, int views) implements FeatureTable {

    @Override
    public int width() {
      return WIDTH;
    }

    @Override
    public float[] feature(int row, int view) {
      Random centre = new Random(1000 + row / (2 * IMAGES_PER_CLASS)); // one per class
      Random noise = new Random(31L * row + view);
      float[] feature = new float[WIDTH];
      for (int d = 0; d < WIDTH; d++) {
        feature[d] = (float) (centre.nextGaussian() + 0.3 * noise.nextGaussian());
      }
      return feature;
    }
  }
}
