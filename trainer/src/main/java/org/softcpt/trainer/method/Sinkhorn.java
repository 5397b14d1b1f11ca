package org.softcpt.trainer.method;

import java.util.Arrays;

/**
 * Optimal transport between places of an image and prompts of a class, both with equal shares, at
 * the cost 1 - cosine and with entropy: Sinkhorn's alternating scaling.
 *
 * <p>The published code stops all images and classes of a batch together, when the row scales' mean
 * change is below the threshold; here each problem stops for itself, so that an image's answer does
 * not depend on the images beside it.
 *
 * @param epsilon weight of the entropy
 * @param iterations at most
 * @see <a href="https://arxiv.org/abs/1306.0895">Cuturi 2013</a>
 */
record Sinkhorn(double epsilon, int iterations) {

  /** The published threshold. */
  private static final double THRESHOLD = 1e-2;

  /**
   * Transports.
   *
   * @param cosines {@code [places, prompts]}
   * @param prompts how many
   * @return the plan, of the same shape: shares that sum to 1/prompts down a column, and nearly
   *     1/places along a row
   */
  double[] plan(double[] cosines, int prompts) {
    int places = cosines.length / prompts;
    double[] kernel = new double[cosines.length];
    for (int i = 0; i < kernel.length; i++) {
      kernel[i] = Math.exp((cosines[i] - 1) / epsilon);
    }
    double[] rows = new double[places];
    double[] columns = new double[prompts];
    Arrays.fill(rows, 1);
    Arrays.fill(columns, 1);
    for (int i = 0; i < iterations; i++) {
      double change = scaleRows(kernel, rows, columns);
      scaleColumns(kernel, rows, columns);
      if (change < THRESHOLD) {
        break;
      }
    }
    for (int i = 0; i < kernel.length; i++) {
      kernel[i] *= rows[i / prompts] * columns[i % prompts];
    }
    return kernel;
  }

  /** Makes every row's sum 1/places; gives the mean change of the scales. */
  private static double scaleRows(double[] kernel, double[] rows, double[] columns) {
    double change = 0;
    for (int place = 0; place < rows.length; place++) {
      double sum = 0;
      for (int n = 0; n < columns.length; n++) {
        sum += kernel[place * columns.length + n] * columns[n];
      }
      double scale = 1 / (rows.length * sum);
      change += Math.abs(scale - rows[place]);
      rows[place] = scale;
    }
    return change / rows.length;
  }

  /** Makes every column's sum 1/prompts. */
  private static void scaleColumns(double[] kernel, double[] rows, double[] columns) {
    double[] sums = new double[columns.length];
    for (int i = 0; i < kernel.length; i++) {
      sums[i % columns.length] += kernel[i] * rows[i / columns.length];
    }
    for (int n = 0; n < columns.length; n++) {
      columns[n] = 1 / (columns.length * sums[n]);
    }
  }
}
