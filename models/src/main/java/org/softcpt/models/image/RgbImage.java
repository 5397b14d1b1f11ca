package org.softcpt.models.image;

/**
 * A decoded image, 8 bits per channel. Immutable as long as whoever made it leaves the array alone.
 */
public final class RgbImage {

  private final int width;
  private final int height;
  private final byte[] rgb;

  /**
   * Wraps pixels without copying them: the caller hands the array over.
   *
   * @param width columns, at least 1
   * @param height rows, at least 1
   * @param rgb {@code [height, width, 3]}: red, green, blue of each pixel, row-major, unsigned
   *     bytes
   * @throws IllegalArgumentException if a side is not positive or the array's length does not fit
   */
  public RgbImage(int width, int height, byte[] rgb) {
    if (width < 1 || height < 1 || rgb.length != 3L * width * height) {
      throw new IllegalArgumentException(
          "an image of %d x %d pixels in %d bytes".formatted(width, height, rgb.length));
    }
    this.width = width;
    this.height = height;
    this.rgb = rgb;
  }

  /**
   * Returns the number of columns.
   *
   * @return pixels, at least 1
   */
  public int width() {
    return width;
  }

  /**
   * Returns the number of rows.
   *
   * @return pixels, at least 1
   */
  public int height() {
    return height;
  }

  /**
   * Returns the pixels themselves, not a copy.
   *
   * @return {@code [height, width, 3]}, unsigned bytes; not to be changed
   */
  public byte[] rgb() {
    return rgb;
  }
}
