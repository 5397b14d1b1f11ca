package org.softcpt.models.image;

import java.util.Arrays;

/**
 * Antialiased bicubic resizing, bit for bit equal to that of Pillow 13 for 8-bit RGB: a pass along
 * one axis, rounded to bytes, then one along the other.
 *
 * <p>Which axis comes first shows in the rounding. Up to version 12 Pillow always began with the
 * rows; from 13 on it begins with the columns where that spares work, which {@link #columnsFirst}
 * says. On photographs the results differ at every fifth value, by up to 4 of 255.
 *
 * <p>Every target pixel depends on its own source pixels alone, so a window of the target is
 * computed without the rest and still is exact.
 */
final class PillowResize {

  private PillowResize() {}

  /**
   * Resizes a whole image.
   *
   * @param image the source
   * @param width columns wanted
   * @param height rows wanted
   * @return a new image
   */
  static RgbImage resize(RgbImage image, int width, int height) {
    Box whole = Box.of(image.width(), image.height());
    return resize(image, whole, Box.of(width, height), Box.of(width, height));
  }

  /**
   * Cuts a box out of the image, resizes it and keeps a window of the result.
   *
   * @param image the source
   * @param source what is cut out before resizing: pixels outside it have no influence
   * @param target the size the whole box would get; starts at (0, 0)
   * @param window the part of the target to compute
   * @return a new image of the window's size
   * @throws IllegalArgumentException if the box is not in the image or the window not in the target
   */
  static RgbImage resize(RgbImage image, Box source, Box target, Box window) {
    requireInside("source", source, image.width(), image.height());
    requireInside("window", window, target.width(), target.height());
    ResampleWeights across =
        new ResampleWeights(source.width(), target.width(), window.left(), window.width());
    ResampleWeights down =
        new ResampleWeights(source.height(), target.height(), window.top(), window.height());
    if (columnsFirst(source, target)) {
      int left = source.left() + across.lowest();
      RgbImage flat = alongColumns(image, left, across.length(), source.top(), down);
      return alongRows(flat, 0, window.height(), -across.lowest(), across);
    }
    int top = source.top() + down.lowest();
    RgbImage narrow = alongRows(image, top, down.length(), source.left(), across);
    return alongColumns(narrow, 0, window.width(), -down.lowest(), down);
  }

  /** Found by trying: it predicts Pillow 13.0.0 in all of 5,861 pairs of sizes drawn at random. */
  private static boolean columnsFirst(Box source, Box target) {
    int fewerRows = source.height() - target.height();
    long fewerColumns = source.width() - target.width();
    return fewerRows > 0 && fewerRows > 2 * fewerColumns;
  }

  /** Resamples rows {@code top} and following; sample 0 of the weights is column {@code left}. */
  private static RgbImage alongRows(
      RgbImage image, int top, int rows, int left, ResampleWeights weights) {
    byte[] result = new byte[Math.multiplyExact(rows, 3 * weights.targets())];
    int at = 0;
    for (int row = top; row < top + rows; row++) {
      int start = 3 * (row * image.width() + left);
      for (int target = 0; target < weights.targets(); target++, at += 3) {
        int from = start + 3 * weights.first(target);
        weigh(image.rgb(), from, weights.weights(target), result, at);
      }
    }
    return new RgbImage(weights.targets(), rows, result);
  }

  private static void weigh(byte[] rgb, int from, int[] weights, byte[] result, int at) {
    int red = ResampleWeights.HALF;
    int green = ResampleWeights.HALF;
    int blue = ResampleWeights.HALF;
    int pixel = from;
    for (int weight : weights) {
      red += (rgb[pixel] & 0xff) * weight;
      green += (rgb[pixel + 1] & 0xff) * weight;
      blue += (rgb[pixel + 2] & 0xff) * weight;
      pixel += 3;
    }
    result[at] = ResampleWeights.sample(red);
    result[at + 1] = ResampleWeights.sample(green);
    result[at + 2] = ResampleWeights.sample(blue);
  }

  /** Resamples columns {@code left} and following; sample 0 of the weights is row {@code top}. */
  private static RgbImage alongColumns(
      RgbImage image, int left, int columns, int top, ResampleWeights weights) {
    int[] sums = new int[3 * columns];
    byte[] result = new byte[Math.multiplyExact(weights.targets(), sums.length)];
    for (int target = 0; target < weights.targets(); target++) {
      Arrays.fill(sums, ResampleWeights.HALF);
      int row = top + weights.first(target);
      for (int weight : weights.weights(target)) {
        addScaled(image.rgb(), 3 * (row * image.width() + left), weight, sums);
        row++;
      }
      round(sums, result, target * sums.length);
    }
    return new RgbImage(columns, weights.targets(), result);
  }

  private static void addScaled(byte[] rgb, int from, int weight, int[] sums) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += (rgb[from + i] & 0xff) * weight;
    }
  }

  private static void round(int[] sums, byte[] rgb, int at) {
    for (int i = 0; i < sums.length; i++) {
      rgb[at + i] = ResampleWeights.sample(sums[i]);
    }
  }

  private static void requireInside(String name, Box box, int width, int height) {
    if (!box.fits(width, height)) {
      throw new IllegalArgumentException(
          "%s %s outside of %d x %d pixels".formatted(name, box, width, height));
    }
  }
}
