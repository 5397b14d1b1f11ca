package org.softcpt.models.image;

/**
 * Bytes on a grid: one or more to each pixel, whatever they stand for.
 *
 * @param width columns, at least 1
 * @param height rows, at least 1
 * @param bands bytes to a pixel, at least 1
 * @param values {@code [height, width, bands]}, row-major, unsigned bytes; not copied: the caller
 *     hands the array over, and nobody changes it
 */
record Samples(int width, int height, int bands, byte[] values) {

  /**
   * Checks the array's length.
   *
   * @throws IllegalArgumentException if a size is not positive or the length does not fit
   */
  Samples {
    if (width < 1 || height < 1 || bands < 1 || values.length != (long) bands * width * height) {
      throw new IllegalArgumentException(
          "%d x %d pixels of %d bytes in %d bytes".formatted(width, height, bands, values.length));
    }
  }

  /** A copy of a part of the rows and columns. */
  Samples cut(Box box) {
    byte[] part = new byte[bands * box.width() * box.height()];
    for (int row = 0; row < box.height(); row++) {
      int from = bands * ((box.top() + row) * width + box.left());
      System.arraycopy(values, from, part, row * bands * box.width(), bands * box.width());
    }
    return new Samples(box.width(), box.height(), bands, part);
  }

  /** Copies everything into the values of a larger grid, which become the result's. */
  Samples on(byte[] ground, int groundWidth, int left, int top) {
    for (int row = 0; row < height; row++) {
      int to = bands * ((top + row) * groundWidth + left);
      System.arraycopy(values, bands * width * row, ground, to, bands * width);
    }
    return new Samples(groundWidth, ground.length / bands / groundWidth, bands, ground);
  }
}
