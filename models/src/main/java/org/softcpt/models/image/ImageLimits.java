package org.softcpt.models.image;

import java.io.IOException;
import org.softcpt.models.io.InvalidInputException;

/**
 * How much of an image file is decoded at most. Sizes are read from the header before memory is
 * asked for.
 *
 * @param bytes of the file
 * @param pixels width times height, of the file's first picture or of what it is drawn on
 */
public record ImageLimits(int bytes, int pixels) {

  /** What the decoder takes at most: {@value ImageDecoder#MOST_BYTES} bytes and 2²⁶ pixels. */
  public static final ImageLimits LARGEST =
      new ImageLimits(ImageDecoder.MOST_BYTES, ImageDecoder.MOST_PIXELS);

  /**
   * Checks that these are limits.
   *
   * @throws IllegalArgumentException if one is below 1 or above what the decoder takes at most
   */
  public ImageLimits {
    require("bytes", bytes, ImageDecoder.MOST_BYTES);
    require("pixels", pixels, ImageDecoder.MOST_PIXELS);
  }

  /** Checks a file's length. */
  void requireLength(long length, String name) throws InvalidInputException {
    if (length > bytes) {
      throw new InvalidInputException(
          "%s: expected an image file of at most %d bytes, found more".formatted(name, bytes));
    }
  }

  /** Checks a size that a file claims, before memory is asked for. */
  void requireSize(int width, int height) throws IOException {
    if (width < 1 || height < 1 || (long) width * height > pixels) {
      throw new IOException(
          "expected 1 to %d pixels, found %d x %d".formatted(pixels, width, height));
    }
  }

  private static void require(String name, int limit, int most) {
    if (limit < 1 || limit > most) {
      throw new IllegalArgumentException(
          "%s of an image: expected a limit of 1 to %d, found %d".formatted(name, most, limit));
    }
  }
}
