package org.softcpt.models.image;

/** Colours of all kinds to RGB, rounded as Pillow does. */
final class RgbConversion {

  private RgbConversion() {}

  /**
   * Converts pixels as they are, without turning them.
   *
   * @param picture of any kind
   * @param conventions what happens to alpha and 16-bit grey
   * @return an image of the same size
   */
  static RgbImage rgb(Picture picture, Conventions conventions) {
    byte[] values = picture.samples().values();
    boolean white = conventions.colours() == Conventions.Colours.RGB_FIRST_ON_WHITE;
    byte[] rgb =
        switch (picture.kind()) {
          case RGB -> values;
          case INDEXED, KEYED, ALPHA -> white ? onWhite(values) : withoutAlpha(values);
          case CMYK -> cmyk(values);
          case GREY16 -> grey(values, conventions.grey() == Conventions.Grey.CLIPPED);
        };
    return new RgbImage(picture.width(), picture.height(), rgb);
  }

  private static byte[] withoutAlpha(byte[] rgba) {
    byte[] rgb = new byte[rgba.length / 4 * 3];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = rgba[i / 3 * 4 + i % 3];
    }
    return rgb;
  }

  /** Pillow's alpha_composite over opaque white, which computes with seven bits more. */
  private static byte[] onWhite(byte[] rgba) {
    byte[] rgb = new byte[rgba.length / 4 * 3];
    for (int i = 0; i < rgb.length; i++) {
      int alpha = rgba[i / 3 * 4 + 3] & 0xff;
      int value = rgba[i / 3 * 4 + i % 3] & 0xff;
      int sum = value * (alpha << 7) + 255 * (255 - alpha << 7) + (0x80 << 7);
      rgb[i] = (byte) ((sum >> 8) + sum >> 8 >> 7);
    }
    return rgb;
  }

  private static byte[] cmyk(byte[] cmyk) {
    byte[] rgb = new byte[cmyk.length / 4 * 3];
    for (int i = 0; i < rgb.length; i++) {
      int light = 255 - (cmyk[i / 3 * 4 + 3] & 0xff);
      int ink = cmyk[i / 3 * 4 + i % 3] & 0xff;
      rgb[i] = (byte) (light - dividedBy255(ink * light));
    }
    return rgb;
  }

  private static byte[] grey(byte[] words, boolean clipped) {
    byte[] rgb = new byte[words.length / 2 * 3];
    for (int i = 0; i < rgb.length; i++) {
      byte upper = words[i / 3 * 2];
      byte lower = words[i / 3 * 2 + 1];
      rgb[i] = !clipped ? upper : upper == 0 ? lower : (byte) 255;
    }
    return rgb;
  }

  /** The nearest integer to a product of two bytes divided by 255. */
  static int dividedBy255(int product) {
    int value = product + 128;
    return (value >> 8) + value >> 8;
  }
}
