package org.softcpt.models.image;

import java.util.Arrays;

/**
 * Antialiased bicubic resizing, bit for bit equal to Pillow's for 8-bit RGB: a horizontal pass
 * rounded to bytes, then a vertical one.
 *
 * <p>Every target pixel depends on its own source pixels alone, so a window of the target is
 * computed without the rest and still is exact. Cost: proportional to the window's width times the
 * source rows it reads, plus the window's area, each times the filter's length.
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
    ResampleWeights columns =
        new ResampleWeights(source.width(), target.width(), window.left(), window.width());
    ResampleWeights rows =
        new ResampleWeights(source.height(), target.height(), window.top(), window.height());
    int[] narrowed = horizontal(image, source, columns, rows, window.width());
    return vertical(narrowed, rows, window);
  }

  /** Returns {@code [source rows that the vertical pass reads, window width * 3]}, 0..255. */
  private static int[] horizontal(
      RgbImage image, Box source, ResampleWeights columns, ResampleWeights rows, int width) {
    int[] result = new int[Math.multiplyExact(rows.end() - rows.lowest(), 3 * width)];
    int at = 0;
    for (int row = rows.lowest(); row < rows.end(); row++) {
      int start = 3 * ((source.top() + row) * image.width() + source.left());
      for (int column = 0; column < width; column++, at += 3) {
        int from = start + 3 * columns.first(column);
        weigh(image.rgb(), from, columns.weights(column), result, at);
      }
    }
    return result;
  }

  private static void weigh(byte[] rgb, int from, int[] weights, int[] result, int at) {
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

  private static RgbImage vertical(int[] narrowed, ResampleWeights rows, Box window) {
    int stride = 3 * window.width();
    byte[] rgb = new byte[Math.multiplyExact(stride, window.height())];
    int[] sums = new int[stride];
    for (int row = 0; row < window.height(); row++) {
      Arrays.fill(sums, ResampleWeights.HALF);
      int from = (rows.first(row) - rows.lowest()) * stride;
      for (int weight : rows.weights(row)) {
        addScaled(narrowed, from, weight, sums);
        from += stride;
      }
      round(sums, rgb, row * stride);
    }
    return new RgbImage(window.width(), window.height(), rgb);
  }

  // Small enough, and all int, for the JIT compiler to vectorise.
  private static void addScaled(int[] values, int from, int weight, int[] sums) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += values[from + i] * weight;
    }
  }

  private static void round(int[] sums, byte[] rgb, int at) {
    for (int i = 0; i < sums.length; i++) {
      rgb[at + i] = (byte) ResampleWeights.sample(sums[i]);
    }
  }

  private static void requireInside(String name, Box box, int width, int height) {
    if (!box.fits(width, height)) {
      throw new IllegalArgumentException(
          "%s %s outside of %d x %d pixels".formatted(name, box, width, height));
    }
  }
}
