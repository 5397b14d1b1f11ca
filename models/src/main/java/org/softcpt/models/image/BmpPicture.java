package org.softcpt.models.image;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;

/** What the samples of a BMP file stand for. */
final class BmpPicture {

  private BmpPicture() {}

  /** A palette that only says grey 0, 1, 2 … is none, as in Pillow. */
  static Picture of(BufferedImage image) {
    if (image.getColorModel() instanceof IndexColorModel palette) {
      return palette.getMapSize() > 2 && RasterPixels.isRamp(palette)
          ? new Picture(Picture.Kind.RGB, RasterPixels.rgb(image), Turn.NONE)
          : new Picture(Picture.Kind.INDEXED, RasterPixels.rgba(image), Turn.NONE);
    }
    return image.getColorModel().hasAlpha()
        ? new Picture(Picture.Kind.ALPHA, RasterPixels.rgba(image), Turn.NONE)
        : new Picture(Picture.Kind.RGB, RasterPixels.rgb(image), Turn.NONE);
  }
}
