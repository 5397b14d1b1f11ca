package org.softcpt.models.image;

/**
 * JPEG's colour spaces to RGB, rounded as libjpeg (YCbCr) and Pillow (CMYK) do.
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
    for (int i = 0; i < samples.length; i += stride) {
      int luma = samples[i] & 0xff;
      int cb = (samples[i + 1] & 0xff) - 128;
      int cr = (samples[i + 2] & 0xff) - 128;
      samples[i] = clipped(luma + (RED_FROM_CR * cr + HALF >> PRECISION));
      int green = HALF - GREEN_FROM_CB * cb - GREEN_FROM_CR * cr;
      samples[i + 1] = clipped(luma + (green >> PRECISION));
      samples[i + 2] = clipped(luma + (BLUE_FROM_CB * cb + HALF >> PRECISION));
    }
  }

  /** Replaces the first three of each pixel's four samples by 255 less them. */
  static void invert(byte[] samples) {
    for (int i = 0; i < samples.length; i++) {
      samples[i] = i % 4 == 3 ? samples[i] : (byte) ~samples[i];
    }
  }

  /**
   * CMYK to RGB.
   *
   * @param cmyk {@code [pixels, 4]}: ink of C, M, Y, and the light that black lets through
   * @return a new {@code [pixels, 3]}
   */
  static byte[] cmykToRgb(byte[] cmyk) {
    byte[] rgb = new byte[cmyk.length / 4 * 3];
    for (int i = 0; i < rgb.length; i++) {
      int light = cmyk[i / 3 * 4 + 3] & 0xff;
      int ink = cmyk[i / 3 * 4 + i % 3] & 0xff;
      rgb[i] = (byte) (light - dividedBy255(ink * light));
    }
    return rgb;
  }

  /** The nearest integer to a product of two bytes divided by 255. */
  private static int dividedBy255(int product) {
    int value = product + 128;
    return (value >> 8) + value >> 8;
  }

  private static byte clipped(int value) {
    return (byte) Math.min(Math.max(value, 0), 255);
  }

  private static int fixed(double factor) {
    return (int) (factor * (1 << PRECISION) + 0.5);
  }
}
