package org.softcpt.models.image;

import java.util.SplittableRandom;

/**
 * Draws the box of a random resized crop as torchvision does: a share of the area uniform in
 * 0.08..1, a ratio of sides log-uniform in 3/4..4/3; after ten boxes that do not fit, the largest
 * centred one of a permitted ratio.
 */
final class CropSampler {

  private static final double SMALLEST_SHARE = 0.08;
  private static final double NARROWEST = 3.0 / 4;
  private static final double WIDEST = 4.0 / 3;
  private static final int ATTEMPTS = 10;

  private final SplittableRandom random;

  /**
   * Makes a sampler.
   *
   * @param random used through {@code nextDouble()} alone, whose definition is the same in all JDKs
   */
  CropSampler(SplittableRandom random) {
    this.random = random;
  }

  /**
   * Draws a box inside an image.
   *
   * @param width the image's columns
   * @param height the image's rows
   * @return the box, never empty
   */
  Box box(int width, int height) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      double area = (double) width * height * between(SMALLEST_SHARE, 1);
      double ratio = StrictMath.exp(between(StrictMath.log(NARROWEST), StrictMath.log(WIDEST)));
      int boxWidth = (int) Math.rint(Math.sqrt(area * ratio));
      int boxHeight = (int) Math.rint(Math.sqrt(area / ratio));
      if (0 < boxWidth && boxWidth <= width && 0 < boxHeight && boxHeight <= height) {
        int top = below(height - boxHeight + 1);
        return new Box(below(width - boxWidth + 1), top, boxWidth, boxHeight);
      }
    }
    return centred(width, height);
  }

  private static Box centred(int width, int height) {
    double ratio = (double) width / height;
    int boxHeight = ratio < NARROWEST ? (int) Math.rint(width / NARROWEST) : height;
    int boxWidth = ratio > WIDEST ? (int) Math.rint(height * WIDEST) : width;
    return new Box((width - boxWidth) / 2, (height - boxHeight) / 2, boxWidth, boxHeight);
  }

  private double between(double low, double high) {
    return low + (high - low) * random.nextDouble();
  }

  private int below(int bound) {
    return (int) (bound * random.nextDouble());
  }
}
