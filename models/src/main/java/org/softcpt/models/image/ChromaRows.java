package org.softcpt.models.image;

/**
 * Smooths colours that a JPEG file stores at half the rows (4:4:0, as a turned 4:2:2 photograph
 * has).
 *
 * <p>libjpeg-turbo interpolates between such rows, and so does Pillow; libjpeg 6b, which most JDKs
 * carry, repeats them. (All other samplings both treat alike.) Where every row is there twice, the
 * stored rows are still known, and are interpolated here; in what libjpeg-turbo has decoded for a
 * JDK that uses it, rows are there twice only where interpolation changes nothing.
 */
final class ChromaRows {

  private final Samples picture;
  private final int band;
  private final int[] stored; // [rows, width]

  private ChromaRows(Samples picture, int band) {
    this.picture = picture;
    this.band = band;
    this.stored = new int[(picture.height() + 1) / 2 * picture.width()];
    for (int i = 0; i < stored.length; i++) {
      int row = 2 * (i / picture.width());
      stored[i] = picture.values()[at(row, i % picture.width())] & 0xff;
    }
  }

  /**
   * Smooths the components that need it, in place.
   *
   * @param picture decoded samples, not yet converted to RGB
   * @param header the file's
   */
  static void smooth(Samples picture, JpegHeader header) {
    int bands = Math.min(picture.bands(), header.components());
    int across = 0;
    int down = 0;
    for (int band = 0; band < bands; band++) {
      across = Math.max(across, header.across(band));
      down = Math.max(down, header.down(band));
    }
    for (int band = 0; band < bands; band++) {
      if (header.across(band) == across && 2 * header.down(band) == down) {
        ChromaRows rows = new ChromaRows(picture, band);
        if (rows.areTwice()) {
          rows.interpolate();
        }
      }
    }
  }

  private int at(int row, int column) {
    return picture.bands() * (row * picture.width() + column) + band;
  }

  private boolean areTwice() {
    for (int row = 1; row < picture.height(); row += 2) {
      for (int column = 0; column < picture.width(); column++) {
        if (picture.values()[at(row, column)] != picture.values()[at(row - 1, column)]) {
          return false;
        }
      }
    }
    return true;
  }

  /** Three quarters of the nearer row and one of the farther, rounded down above, up below. */
  private void interpolate() {
    int width = picture.width();
    int last = stored.length / width - 1;
    for (int row = 0; row < picture.height(); row++) {
      int near = row / 2;
      int far = Math.min(Math.max(near - 1 + 2 * (row % 2), 0), last);
      for (int column = 0; column < width; column++) {
        int sum = 3 * stored[near * width + column] + stored[far * width + column];
        picture.values()[at(row, column)] = (byte) (sum + 1 + row % 2 >> 2);
      }
    }
  }
}
