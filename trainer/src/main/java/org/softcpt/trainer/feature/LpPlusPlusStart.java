package org.softcpt.trainer.feature;

import java.util.Arrays;

/**
 * What LP++ computes from the data before it descends: the approximate Lipschitz constants of its
 * loss give the step sizes.
 *
 * @param weight the sums of each class's features, {@code [C, D]}
 * @param multiplier all classes' first
 * @param weightRate 4 n over the largest eigenvalue of FᵀF
 * @param multiplierRate n over four times the largest Σ (f·t_c)² of a class
 */
record LpPlusPlusStart(Matrix weight, double multiplier, double weightRate, double multiplierRate) {

  /** Enough for five digits of an eigenvalue whose next is a tenth smaller. */
  private static final int POWER_ITERATIONS = 100;

  static LpPlusPlusStart of(Matrix images, int[] labels, Matrix text, double factor) {
    Matrix cosines = images.timesTransposed(text); // [n, C]
    double largest = 0;
    for (int c = 0; c < text.rows(); c++) {
      double squares = 0;
      for (int image = 0; image < images.rows(); image++) {
        squares += cosines.at(image, c) * cosines.at(image, c);
      }
      largest = Math.max(largest, squares);
    }
    return new LpPlusPlusStart(
        LabelledFeatures.classSums(images, labels, text.rows()),
        factor * meanOwnCosine(cosines, labels),
        4 * images.rows() / largestEigenvalue(images),
        largest == 0 ? 0 : images.rows() / (4 * largest));
  }

  /** The mean over classes that have images of their images' mean cosine with their text. */
  private static double meanOwnCosine(Matrix cosines, int[] labels) {
    double[] sums = new double[cosines.columns()];
    int[] counts = new int[cosines.columns()];
    for (int image = 0; image < labels.length; image++) {
      sums[labels[image]] += cosines.at(image, labels[image]);
      counts[labels[image]]++;
    }
    double mean = 0;
    for (int c = 0; c < sums.length; c++) {
      mean += counts[c] == 0 ? 0 : sums[c] / counts[c];
    }
    return mean / Arrays.stream(counts).filter(count -> count > 0).count();
  }

  /** Of FᵀF, by power iteration from the mean image. */
  static double largestEigenvalue(Matrix images) {
    double[] ones = new double[images.rows()];
    Arrays.fill(ones, 1);
    Matrix vector = UnitRows.of(new Matrix(1, ones.length, ones).times(images)).units(); // [1, D]
    double value = 0;
    for (int i = 0; i < POWER_ITERATIONS; i++) {
      Matrix next = images.timesTransposed(vector).transposedTimes(images); // (F v)ᵀ F, [1, D]
      UnitRows unit = UnitRows.of(next);
      value = unit.norms()[0];
      vector = unit.units();
    }
    return value;
  }
}
