package org.softcpt.models.image;

/**
 * JPEG's colour spaces to RGB, rounded as libjpeg does.
 *
 * @see <a href="https://www.itu.int/rec/T-REC-T.871">ITU-T T.871, JFIF, section 7</a>
 */
final class JpegColours {

  private static final int PRECISION = 16;
  private static final int HALF = 1 << (PRECISION - 1);
  private static final int RED_FROM_CR = fixed(1.40200);
  private static final int GREEN_FROM_CB = fixed(0.34414);
  private static final int GREEN_FROM_CR = fixed(0.71414);
  private static final int BLUE_FROM_CB = fixed(1.77200);

  private JpegColours() {}

  /** Grey to RGB: {@code [pixels]} to a new {@code [pixels, 3]}. */
  static byte[] repeated(byte[] grey) {
    byte[] rgb = new byte[3 * grey.length];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = grey[i / 3];
    }
    return rgb;
  }

  /** Replaces the first three of a pixel's samples, {@code [pixels, stride]}. */
  static void yccToRgb(byte[] samples, int stride) {
    for (int i = 0; i + 2 < samples.length; i += stride) {
      int luma = samples[i] & 0xff;
      int cb = (samples[i + 1] & 0xff) - 128;
      int cr = (samples[i + 2] & 0xff) - 128;
      samples[i] = clipped(luma + (RED_FROM_CR * cr + HALF >> PRECISION));
      int green = HALF - GREEN_FROM_CB * cb - GREEN_FROM_CR * cr;
      samples[i + 1] = clipped(luma + (green >> PRECISION));
      samples[i + 2] = clipped(luma + (BLUE_FROM_CB * cb + HALF >> PRECISION));
    }
  }

  /** Replaces every {@code step}th sample from the first one on by 255 less it. */
  static void invert(byte[] samples, int first, int step) {
    for (int i = first; i < samples.length; i += step) {
      samples[i] = (byte) ~samples[i];
    }
  }

  private static byte clipped(int value) {
    // In photographs almost never outside: one test is cheaper than a minimum and a maximum.
    return (byte) ((value & ~0xff) == 0 ? value : ~value >> 31);
  }

  private static int fixed(double factor) {
    return (int) (factor * (1 << PRECISION) + 0.5);
  }
}
