package org.softcpt.runtime;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.softcpt.models.folder.BundleManifest;
import org.softcpt.models.tensor.FloatTensor;

/**
 * From an image feature to probabilities: per task the softmax of exp(logit_scale) · cos(f, g) over
 * its classes' text features g, or of weights · f + bias. Immutable.
 */
public final class ClassifierHead {

  private final List<BundleManifest.Task> tasks;
  private final double[][] weights; // [C][D]
  private final double[] bias; // [C]
  private final boolean unitFeatures;
  private final double scale;

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
    this(
        tasks,
        rows("text features", textFeatures, tasks),
        new double[classes(tasks)],
        Math.exp(logitScale),
        true);
    for (int c = 0; c < weights.length; c++) {
      weights[c] = Rows.unit(weights[c]);
    }
  }

  private ClassifierHead(
      List<BundleManifest.Task> tasks,
      double[][] weights,
      double[] bias,
      double scale,
      boolean unitFeatures) {
    this.tasks = List.copyOf(tasks);
    this.weights = weights;
    this.bias = bias;
    this.scale = scale;
    this.unitFeatures = unitFeatures;
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
    return new ClassifierHead(
        tasks, rows("weights", weights, tasks), wide(bias.values()), 1, unitFeatures);
  }

  /**
   * Width D of the features.
   *
   * @return elements
   */
  public int width() {
    return weights[0].length;
  }

  /**
   * Answers every task.
   *
   * @param feature an image feature, {@code [D]}, of any length but zero
   * @return one prediction per task, in order
   * @throws IllegalArgumentException if the width is another, or the feature has no direction
   */
  public List<TaskPrediction> predict(float[] feature) {
    if (feature.length != width()) {
      throw new IllegalArgumentException(
          "feature: expected width %d, found %d".formatted(width(), feature.length));
    }
    double[] unit = Rows.unit(feature); // refuses what has no direction
    double[] image = unitFeatures ? unit : wide(feature);
    List<TaskPrediction> predictions = new ArrayList<>();
    int first = 0;
    for (BundleManifest.Task task : tasks) {
      predictions.add(predict(task, first, image));
      first += task.classes().size();
    }
    return predictions;
  }

  private TaskPrediction predict(BundleManifest.Task task, int first, double[] image) {
    double[] logits = new double[task.classes().size()];
    Arrays.setAll(logits, c -> scale * dot(image, weights[first + c]) + bias[first + c]);
    double[] probabilities = softmax(logits);
    List<ClassProbability> classes = new ArrayList<>();
    for (int c = 0; c < logits.length; c++) {
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
    return Arrays.stream(split).map(ClassifierHead::wide).toArray(double[][]::new);
  }

  private static double[] wide(float[] values) {
    double[] wide = new double[values.length];
    Arrays.setAll(wide, i -> values[i]);
    return wide;
  }

  private static double dot(double[] left, double[] right) {
    double sum = 0;
    for (int i = 0; i < left.length; i++) {
      sum += left[i] * right[i];
    }
    return sum;
  }

  private static double[] softmax(double[] logits) {
    double largest = Arrays.stream(logits).max().orElseThrow(); // keeps exp from overflowing
    double[] powers = Arrays.stream(logits).map(logit -> Math.exp(logit - largest)).toArray();
    double sum = Arrays.stream(powers).sum();
    return Arrays.stream(powers).map(power -> power / sum).toArray();
  }
}
