package org.softcpt.runtime;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.softcpt.models.folder.BundleHead;
import org.softcpt.models.folder.BundleManifest;
import org.softcpt.models.folder.HeadKind;
import org.softcpt.models.tensor.FloatTensor;

/**
 * From an image feature to probabilities: per task the softmax of exp(logit_scale) · cos(f, g) over
 * its classes' text features g, of weights · f + bias, or of what else a bundle has. Immutable.
 */
public final class ClassifierHead {

  private final List<BundleManifest.Task> tasks;
  private final Head head;

  /**
   * Makes a head of text features.
   *
   * @param tasks the tasks
   * @param textFeatures {@code [C, D]}, any length but zero; the tasks' classes one after another
   * @param logitScale CLIP's learned log temperature
   * @throws IllegalArgumentException if the rows are not as many as the classes, or one has no
   *     direction
   */
  public ClassifierHead(
      List<BundleManifest.Task> tasks, FloatTensor textFeatures, double logitScale) {
    this(tasks, cosine(tasks, textFeatures, logitScale));
  }

  private ClassifierHead(List<BundleManifest.Task> tasks, Head head) {
    this.tasks = List.copyOf(tasks);
    this.head = head;
  }

  /**
   * Makes a head of any kind from a bundle's numbers.
   *
   * @param tasks the tasks
   * @param numbers with the tensors of their kind
   * @param logitScale CLIP's learned log temperature
   * @return the head
   * @throws IllegalArgumentException if a tensor is missing or does not fit; the message names it
   */
  public static ClassifierHead of(
      List<BundleManifest.Task> tasks, BundleHead numbers, double logitScale) {
    HeadTensors tensors = new HeadTensors(tasks, numbers.tensors());
    return switch (numbers.kind()) {
      case COSINE ->
          new ClassifierHead(tasks, tensors.tensor(BundleManifest.TEXT_FEATURES), logitScale);
      case LINEAR, UNIT_LINEAR ->
          linear(
              tasks,
              tensors.tensor(BundleManifest.WEIGHTS),
              tensors.tensor(BundleManifest.BIAS),
              numbers.kind() == HeadKind.UNIT_LINEAR);
      case CACHE -> new ClassifierHead(tasks, CacheHead.of(tensors, logitScale));
      case ADAPTER -> new ClassifierHead(tasks, AdapterHead.of(tensors, logitScale));
    };
  }

  static RowsHead cosine(
      List<BundleManifest.Task> tasks, FloatTensor textFeatures, double logitScale) {
    double[][] rows = rows("text features", textFeatures, tasks);
    double[][] units = Arrays.stream(rows).map(Rows::unit).toArray(double[][]::new);
    return new RowsHead(tasks, units, new double[units.length], Math.exp(logitScale), true);
  }

  /**
   * Makes a head of weights and biases.
   *
   * @param tasks the tasks
   * @param weights {@code [C, D]}; the tasks' classes one after another
   * @param bias {@code [C]}
   * @param unitFeatures whether an image feature is made length one first
   * @return the head
   * @throws IllegalArgumentException if the rows are not as many as the classes
   */
  public static ClassifierHead linear(
      List<BundleManifest.Task> tasks,
      FloatTensor weights,
      FloatTensor bias,
      boolean unitFeatures) {
    if (!bias.shape().equals(List.of(classes(tasks)))) {
      throw new IllegalArgumentException(
          "bias: expected shape [%d], found %s".formatted(classes(tasks), bias.shape()));
    }
    double[][] rows = rows("weights", weights, tasks);
    return new ClassifierHead(
        tasks, new RowsHead(tasks, rows, Rows.wide(bias.values()), 1, unitFeatures));
  }

  /**
   * Width D of the features.
   *
   * @return elements
   */
  public int width() {
    return head.width();
  }

  /**
   * Answers every task.
   *
   * @param feature an image feature, {@code [D]}, of any length but zero
   * @return one prediction per task, in order
   * @throws IllegalArgumentException if the width is another, or the feature has no direction
   */
  public List<TaskPrediction> predict(float[] feature) {
    return predict(feature, Selection.ALL);
  }

  /**
   * Answers some tasks.
   *
   * @param feature an image feature, {@code [D]}, of any length but zero
   * @param selection which tasks and how many of their classes
   * @return one prediction per task
   * @throws IllegalArgumentException if the width is another, the feature has no direction, or
   *     there is no such task; the message names it
   */
  public List<TaskPrediction> predict(float[] feature, Selection selection) {
    if (feature.length != width()) {
      throw new IllegalArgumentException(
          "feature: expected width %d, found %d".formatted(width(), feature.length));
    }
    Rows.unit(feature); // refuses what has no direction
    List<TaskPrediction> predictions = new ArrayList<>();
    for (int task : numbers(selection)) {
      TaskPrediction all = prediction(tasks.get(task), softmax(head.logits(task, feature)));
      predictions.add(selection.top() == 0 ? all : all.likeliest(selection.top()));
    }
    return predictions;
  }

  /** Places of the wanted tasks. */
  private int[] numbers(Selection selection) {
    return selection.tasks().isEmpty()
        ? IntStream.range(0, tasks.size()).toArray()
        : selection.tasks().stream().mapToInt(this::number).toArray();
  }

  private int number(String id) {
    List<String> ids = tasks.stream().map(BundleManifest.Task::id).toList();
    int number = ids.indexOf(id);
    if (number < 0) {
      throw new IllegalArgumentException("no task '%s'; there are %s".formatted(id, ids));
    }
    return number;
  }

  private static TaskPrediction prediction(BundleManifest.Task task, double[] probabilities) {
    List<ClassProbability> classes = new ArrayList<>();
    for (int c = 0; c < probabilities.length; c++) {
      classes.add(new ClassProbability(task.classes().get(c), probabilities[c]));
    }
    return new TaskPrediction(task.id(), task.name(), classes);
  }

  private static int classes(List<BundleManifest.Task> tasks) {
    return tasks.stream().mapToInt(task -> task.classes().size()).sum();
  }

  private static double[][] rows(String name, FloatTensor matrix, List<BundleManifest.Task> tasks) {
    List<Integer> shape = matrix.shape();
    if (shape.size() != 2 || shape.get(0) != classes(tasks) || shape.get(1) < 1) {
      throw new IllegalArgumentException(
          "%s: expected shape [%d, D] for as many classes, found %s"
              .formatted(name, classes(tasks), shape));
    }
    float[][] split = new float[shape.get(0)][];
    Rows.split(matrix.values(), shape.get(1), split, 0);
    return Arrays.stream(split).map(Rows::wide).toArray(double[][]::new);
  }

  private static double[] softmax(double[] logits) {
    double largest = Arrays.stream(logits).max().orElseThrow(); // keeps exp from overflowing
    double[] powers = Arrays.stream(logits).map(logit -> Math.exp(logit - largest)).toArray();
    double sum = Arrays.stream(powers).sum();
    return Arrays.stream(powers).map(power -> power / sum).toArray();
  }
}
