package org.softcpt.models.image;

/** Colours multiplied by their alpha, as they are resized, and divided again, rounded as Pillow. */
final class Premultiplied {

  private Premultiplied() {}

  /** RGBA to the same with colours times alpha. */
  static Samples of(Samples rgba) {
    byte[] values = rgba.values().clone();
    for (int i = 0; i < values.length; i++) {
      if (i % 4 < 3) {
        values[i] = (byte) RgbConversion.dividedBy255((values[i] & 0xff) * (values[i | 3] & 0xff));
      }
    }
    return new Samples(rgba.width(), rgba.height(), 4, values);
  }

  /** Back again; under alpha 0 nothing is to be divided, and colours stay. */
  static Samples undone(Samples premultiplied) {
    byte[] values = premultiplied.values().clone();
    for (int i = 0; i < values.length; i++) {
      int alpha = values[i | 3] & 0xff;
      if (i % 4 < 3 && alpha > 0) {
        values[i] = (byte) Math.min(255 * (values[i] & 0xff) / alpha, 255);
      }
    }
    return new Samples(premultiplied.width(), premultiplied.height(), 4, values);
  }
}
