package org.softcpt.models.image;

/**
 * The turn or reflection that makes a stored picture upright, by EXIF's number for it.
 *
 * @param code 1 (upright already) to 8
 * @see <a href="https://www.cipa.jp/std/documents/e/DC-X008-Translation-2019-E.pdf">EXIF 2.32, tag
 *     274</a>
 */
record Turn(int code) {

  /** Nothing to do. */
  static final Turn NONE = new Turn(1);

  /** Any number, where those that EXIF does not define mean: upright already. */
  static Turn of(long code) {
    return code >= 1 && code <= 8 ? new Turn((int) code) : NONE;
  }

  /**
   * Makes a picture upright.
   *
   * @param stored the pixels as the file has them
   * @return the same if nothing is to be done, else a new grid
   */
  Samples upright(Samples stored) {
    int width = stored.width();
    int height = stored.height();
    int last = width * height - 1;
    return switch (code) { // first pixel, step to the right, step down
      case 2 -> picked(stored, width, width - 1, -1, width);
      case 3 -> picked(stored, width, last, -1, -width);
      case 4 -> picked(stored, width, last - width + 1, 1, -width);
      case 5 -> picked(stored, height, 0, width, 1);
      case 6 -> picked(stored, height, last - width + 1, -width, 1);
      case 7 -> picked(stored, height, last, -width, -1);
      case 8 -> picked(stored, height, width - 1, width, -1);
      default -> stored;
    };
  }

  private static Samples picked(Samples stored, int width, int first, int right, int down) {
    int bands = stored.bands();
    byte[] values = new byte[stored.values().length];
    int at = 0;
    for (int row = 0; row < values.length / bands / width; row++) {
      for (int column = 0; column < width; column++) {
        int from = bands * (first + row * down + column * right);
        for (int band = 0; band < bands; band++) {
          values[at++] = stored.values()[from + band];
        }
      }
    }
    return new Samples(width, values.length / bands / width, bands, values);
  }
}
