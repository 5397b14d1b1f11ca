package org.softcpt.trainer.feature;

import java.util.Arrays;
import java.util.List;

/**
 * Cached features of one task's images.
 *
 * @param views {@code [n, D]} each, as the encoder gave them; the first is the test-time crop, the
 *     others are augmented; at least one; copied
 * @param labels {@code [n]}, 0..C-1; copied
 * @param width D
 */
public record LabelledFeatures(List<float[]> views, int[] labels, int width) {

  /**
   * Copies, and checks the sizes.
   *
   * @throws IllegalArgumentException if a view has not n·D values
   */
  public LabelledFeatures {
    views = views.stream().map(float[]::clone).toList();
    labels = labels.clone();
    int needed = Math.multiplyExact(labels.length, width);
    if (views.isEmpty() || views.stream().anyMatch(view -> view.length != needed)) {
      throw new IllegalArgumentException(
          "%d views of %d images: expected %d values each"
              .formatted(views.size(), labels.length, needed));
    }
  }

  @Override
  public int[] labels() {
    return labels.clone();
  }

  /**
   * Counts the images.
   *
   * @return n
   */
  public int size() {
    return labels.length;
  }

  /** The test-time crops as the encoder gave them, {@code [n, D]}. */
  Matrix plain() {
    return Matrix.of(views.get(0), width);
  }

  /** The same with rows of length one. */
  Matrix unit() {
    return UnitRows.of(plain()).units();
  }

  /** Some images, each in one of its views; {@code [B, D]}. */
  Matrix batch(int[] images, int[] chosenViews) {
    float[] rows = new float[images.length * width];
    for (int i = 0; i < images.length; i++) {
      System.arraycopy(views.get(chosenViews[i]), images[i] * width, rows, i * width, width);
    }
    return Matrix.of(rows, width);
  }

  int[] labels(int[] images) {
    return Arrays.stream(images).map(image -> labels[image]).toArray();
  }

  /** The mean feature of every image over its augmented views, or the plain one; {@code [n, D]}. */
  Matrix meanView() {
    List<float[]> used = views.size() == 1 ? views : views.subList(1, views.size());
    double[] mean = new double[labels.length * width];
    for (float[] view : used) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += view[i] / (double) used.size();
      }
    }
    return new Matrix(labels.length, width, mean);
  }

  /** The sums of rows over each class, {@code [C, D]}. */
  static Matrix classSums(Matrix rows, int[] labels, int classes) {
    Matrix sums = Matrix.zeros(classes, rows.columns());
    for (int image = 0; image < labels.length; image++) {
      for (int d = 0; d < rows.columns(); d++) {
        sums.values()[labels[image] * rows.columns() + d] += rows.at(image, d);
      }
    }
    return sums;
  }

  /** The largest number of images of a class. */
  int mostPerClass() {
    return (int) Arrays.stream(labels).mapToLong(label -> count(label)).max().orElse(0);
  }

  int count(int label) {
    return (int) Arrays.stream(labels).filter(each -> each == label).count();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LabelledFeatures that
        && width == that.width
        && Arrays.equals(labels, that.labels)
        && Arrays.deepEquals(views.toArray(), that.views.toArray());
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(labels) + Arrays.deepHashCode(views.toArray());
  }

  @Override
  public String toString() {
    return "LabelledFeatures[%d views of %d images, width %d]"
        .formatted(views.size(), labels.length, width);
  }
}
