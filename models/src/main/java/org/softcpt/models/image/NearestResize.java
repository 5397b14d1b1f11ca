package org.softcpt.models.image;

/**
 * Resizing by the nearest neighbour, as Pillow 13 does where in-between values would mean nothing:
 * the pixel that holds the target pixel's centre.
 */
final class NearestResize {

  private NearestResize() {}

  /**
   * Cuts a box out, resizes it, keeps a window of the result.
   *
   * @param image the source
   * @param source what is cut out before resizing
   * @param target the size the whole box would get
   * @param window the part of the target to compute
   * @return a new image of the window's size
   */
  static Samples resize(Samples image, Box source, Box target, Box window) {
    int[] columns = places(source.width(), target.width(), window.left(), window.width());
    int[] rows = places(source.height(), target.height(), window.top(), window.height());
    int bands = image.bands();
    byte[] values = new byte[bands * columns.length * rows.length];
    int at = 0;
    for (int row : rows) {
      int start = (source.top() + row) * image.width() + source.left();
      for (int column : columns) {
        System.arraycopy(image.values(), bands * (start + column), values, at, bands);
        at += bands;
      }
    }
    return new Samples(columns.length, rows.length, bands, values);
  }

  /** Pillow adds up the step instead of multiplying it, and its rounding can be seen. */
  private static int[] places(int sourceSize, int targetSize, int first, int count) {
    double step = (double) sourceSize / targetSize;
    double place = step * 0.5;
    int[] places = new int[count];
    for (int i = 0; i < first + count; i++) {
      if (i >= first) {
        places[i - first] = (int) place;
      }
      place += step;
    }
    return places;
  }
}
