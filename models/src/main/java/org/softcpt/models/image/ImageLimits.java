package org.softcpt.models.image;

import java.io.IOException;
import java.time.Duration;
import org.softcpt.models.io.InvalidInputException;

/**
 * What decoding one image file may cost. A file is refused by what its header says, before memory
 * is asked for; time is looked at while rows are decoded, so a refusal may come a little late.
 *
 * @param bytes of the file
 * @param pixels width times height, of the file's first picture or of what it is drawn on
 * @param time how long decoding may take
 */
public record ImageLimits(int bytes, int pixels, Duration time) {

  /**
   * What a file of one's own may cost: {@value ImageDecoder#MOST_BYTES} bytes, 2²⁶ pixels and an
   * hour, which only stops what would never end.
   */
  public static final ImageLimits LARGEST =
      new ImageLimits(ImageDecoder.MOST_BYTES, ImageDecoder.MOST_PIXELS);

  /** The longest side, pixels: longer ones have aspect ratios no resizing makes sense of. */
  static final int MOST_SIDE = 1 << 17;

  /** Scans that any JPEG file may have; encoders write 10 or so. */
  private static final int MOST_SCANS = 100;

  /** How often a JPEG file of the most pixels may go over them. */
  private static final int PASSES = 32;

  /**
   * Checks that these are limits.
   *
   * @throws IllegalArgumentException if one is below 1 or above what the decoder takes at most
   */
  public ImageLimits {
    require("bytes", bytes, ImageDecoder.MOST_BYTES);
    require("pixels", pixels, ImageDecoder.MOST_PIXELS);
    if (time.isNegative() || time.isZero()) {
      throw new IllegalArgumentException("time: expected more than none, found " + time);
    }
  }

  /**
   * Limits of size.
   *
   * @param bytes as above
   * @param pixels as above
   */
  public ImageLimits(int bytes, int pixels) {
    this(bytes, pixels, Duration.ofHours(1));
  }

  /**
   * Limits of what comes out and of time.
   *
   * @param pixels as above
   * @param time as above
   */
  public ImageLimits(int pixels, Duration time) {
    this(ImageDecoder.MOST_BYTES, pixels, time);
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
    if (Math.max(width, height) > MOST_SIDE) {
      throw new IOException(
          "expected sides of at most %d pixels, found %d x %d".formatted(MOST_SIDE, width, height));
    }
  }

  /**
   * Checks how often a JPEG file makes the decoder go over its pixels: a scan may be a few bytes
   * long and costs time for all of them, and nothing can interrupt libjpeg between two.
   */
  void requireScans(int scans, int width, int height) throws IOException {
    long most = Math.min((long) PASSES * pixels / ((long) width * height), MOST_SCANS);
    if (scans > most) {
      throw new IOException(
          "expected at most %d scans of %d x %d pixels, found %d"
              .formatted(most, width, height, scans));
    }
  }

  private static void require(String name, int limit, int most) {
    if (limit < 1 || limit > most) {
      throw new IllegalArgumentException(
          "%s of an image: expected a limit of 1 to %d, found %d".formatted(name, most, limit));
    }
  }
}
