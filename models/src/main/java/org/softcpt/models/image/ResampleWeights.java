package org.softcpt.models.image;

/**
 * Which source samples make each target sample along one axis, and with which weights: bicubic
 * (Keys, a = -1/2), stretched by the scale when shrinking, so that it also is the low-pass filter.
 *
 * <p>Weights are fixed-point numbers with {@value #PRECISION} fractional bits, rounded half away
 * from zero, as in Pillow. Each sample's weights add up to one before rounding.
 *
 * @see <a href="https://ieeexplore.ieee.org/document/1163711">Keys 1981, Cubic convolution
 *     interpolation</a>
 */
final class ResampleWeights {

  /** 32 bits less 8 for the sample and 2 for sums below 0 and above 255. */
  static final int PRECISION = 22;

  /** Half a unit: where sums start, so that the final shift rounds. */
  static final int HALF = 1 << (PRECISION - 1);

  private static final double RADIUS = 2;

  private final int[] first; // [targets]: first source sample
  private final double[][] exact; // [targets][samples]
  private final int[][] weights; // the same in fixed point

  /**
   * Computes a window of the targets.
   *
   * @param sourceSize samples there are
   * @param targetSize samples the whole resize would make
   * @param start first target wanted
   * @param count number of targets wanted
   */
  ResampleWeights(int sourceSize, int targetSize, int start, int count) {
    first = new int[count];
    exact = new double[count][];
    weights = new int[count][];
    double scale = (double) sourceSize / targetSize;
    double stretch = Math.max(scale, 1);
    for (int i = 0; i < count; i++) {
      double center = (start + i + 0.5) * scale;
      // Truncation towards zero where the centre is near the edge is Pillow's rounding too.
      first[i] = Math.max((int) (center - RADIUS * stretch + 0.5), 0);
      int end = Math.min((int) (center + RADIUS * stretch + 0.5), sourceSize);
      exact[i] = around(center, 1 / stretch, first[i], end);
      weights[i] = fixedPoint(exact[i]);
    }
  }

  /** Number of targets in the window. */
  int targets() {
    return first.length;
  }

  /** First source sample of a target, which is counted from the window's start. */
  int first(int target) {
    return first[target];
  }

  /** Weights of the samples from {@link #first(int)} on; not to be changed. */
  int[] weights(int target) {
    return weights[target];
  }

  /** The same before they were rounded. */
  double[] exact(int target) {
    return exact[target];
  }

  /** All source pixels that any target pixel of a window depends on. */
  static Box read(Box source, ResampleWeights across, ResampleWeights down) {
    int left = source.left() + across.lowest();
    int top = source.top() + down.lowest();
    return new Box(left, top, across.length(), down.length());
  }

  /** Lowest source sample that any target reads. */
  int lowest() {
    return first[0];
  }

  /** Number of source samples between the lowest and the highest that any target reads. */
  int length() {
    int last = first.length - 1;
    return first[last] + weights[last].length - first[0];
  }

  private static double[] around(double center, double step, int first, int end) {
    double[] values = new double[end - first];
    double total = 0;
    for (int i = 0; i < values.length; i++) {
      values[i] = cubic((i + first - center + 0.5) * step);
      total += values[i];
    }
    for (int i = 0; i < values.length; i++) {
      values[i] /= total;
    }
    return values;
  }

  private static double cubic(double distance) {
    double x = Math.abs(distance);
    if (x < 1) {
      return (1.5 * x - 2.5) * x * x + 1;
    }
    return x < 2 ? (((x - 5) * x + 8) * x - 4) * -0.5 : 0;
  }

  private static int[] fixedPoint(double[] values) {
    int[] fixed = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      fixed[i] = (int) (values[i] * (1 << PRECISION) + (values[i] < 0 ? -0.5 : 0.5));
    }
    return fixed;
  }
}
