package org.softcpt.models.image;

import java.io.IOException;
import java.time.Duration;

/**
 * What decoding one image may cost. A file is refused by what its header says, before memory is
 * asked for; time is looked at while rows are decoded, so a refusal may come a little late.
 *
 * @param mostPixels the largest picture, pixels; at most {@link ImageDecoder#MOST_PIXELS}
 * @param mostTime how long decoding may take
 */
public record DecodingLimits(int mostPixels, Duration mostTime) {

  /** What a file of one's own may cost; the time only stops what would never end. */
  public static final DecodingLimits DEFAULT =
      new DecodingLimits(ImageDecoder.MOST_PIXELS, Duration.ofHours(1));

  /** The longest side, pixels: longer ones have aspect ratios no resizing makes sense of. */
  static final int MOST_SIDE = 1 << 17;

  /** Scans that any JPEG file may have; encoders write 10 or so. */
  private static final int MOST_SCANS = 100;

  /** How often a JPEG file of the most pixels may go over them. */
  private static final int PASSES = 32;

  /**
   * Checks the limits.
   *
   * @throws IllegalArgumentException if one is not positive, or pixels are too many
   */
  public DecodingLimits {
    if (mostPixels < 1 || mostPixels > ImageDecoder.MOST_PIXELS) {
      throw new IllegalArgumentException(
          "pixels: expected 1 to %d, found %d".formatted(ImageDecoder.MOST_PIXELS, mostPixels));
    }
    if (mostTime.isNegative() || mostTime.isZero()) {
      throw new IllegalArgumentException("time: expected more than none, found " + mostTime);
    }
  }

  /** Checks a size that a file claims, before memory is asked for. */
  void requireSize(int width, int height) throws IOException {
    if (width < 1 || height < 1 || (long) width * height > mostPixels) {
      throw new IOException(
          "expected 1 to %d pixels, found %d x %d".formatted(mostPixels, width, height));
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
    long most = Math.min((long) PASSES * mostPixels / ((long) width * height), MOST_SCANS);
    if (scans > most) {
      throw new IOException(
          "expected at most %d scans of %d x %d pixels, found %d"
              .formatted(most, width, height, scans));
    }
  }
}
