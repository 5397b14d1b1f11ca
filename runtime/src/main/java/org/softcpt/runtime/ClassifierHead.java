package org.softcpt.runtime;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.softcpt.models.folder.BundleManifest;
import org.softcpt.models.tensor.FloatTensor;

/**
 * From an image feature to probabilities: per task the softmax of exp(logit_scale) · cos(f, g) over
 * its classes' text features g. Immutable.
 */
public final class ClassifierHead {

  private final List<BundleManifest.Task> tasks;
  private final double[][] textFeatures; // [C][D], unit rows
  private final double scale;

  /**
   * Makes a head.
   *
   * @param tasks the tasks
   * @param textFeatures {@code [C, D]}, any length but zero; the tasks' classes one after another
   * @param logitScale CLIP's learned log temperature
   * @throws IllegalArgumentException if the rows are not as many as the classes, or one has no
   *     direction
   */
  public ClassifierHead(
      List<BundleManifest.Task> tasks, FloatTensor textFeatures, double logitScale) {
    this.tasks = List.copyOf(tasks);
    this.scale = Math.exp(logitScale);
    int classes = tasks.stream().mapToInt(task -> task.classes().size()).sum();
    List<Integer> shape = textFeatures.shape();
    if (shape.size() != 2 || shape.get(0) != classes || shape.get(1) < 1) {
      throw new IllegalArgumentException(
          "text features: expected shape [%d, D] for as many classes, found %s"
              .formatted(classes, shape));
    }
    this.textFeatures = unitRows(textFeatures.values(), classes, shape.get(1));
  }

  /**
   * Width D of the features.
   *
   * @return elements
   */
  public int width() {
    return textFeatures[0].length;
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
    double[] image = Rows.unit(feature);
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
    Arrays.setAll(logits, c -> scale * dot(image, textFeatures[first + c]));
    double[] probabilities = softmax(logits);
    List<ClassProbability> classes = new ArrayList<>();
    for (int c = 0; c < logits.length; c++) {
      classes.add(new ClassProbability(task.classes().get(c), probabilities[c]));
    }
    return new TaskPrediction(task.id(), task.name(), classes);
  }

  private static double[][] unitRows(float[] values, int rows, int width) {
    float[][] split = new float[rows][];
    Rows.split(values, width, split, 0);
    return Arrays.stream(split).map(Rows::unit).toArray(double[][]::new);
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
