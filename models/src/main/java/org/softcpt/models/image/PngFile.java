package org.softcpt.models.image;

import java.awt.image.BufferedImage;

/**
 * What a PNG file says besides its pixels.
 *
 * @param pixels a PNG file with the same pixels and nothing else, for the JDK's reader
 * @param bits to a sample, 1 to 16
 * @param colours PNG's number of the kind of colours
 * @param transparency content of the tRNS chunk, or empty
 * @param turn what EXIF data say
 */
record PngFile(byte[] pixels, int bits, int colours, byte[] transparency, Turn turn) {

  private static final int PALETTE = 3;

  /**
   * Makes a picture of what the JDK's reader makes of {@link #pixels}.
   *
   * @param image grey, RGB, palette, with or without alpha
   */
  Picture picture(BufferedImage image) {
    if (colours == 0 && bits == 16) {
      return new Picture(Picture.Kind.GREY16, RasterPixels.words(image.getRaster()), turn);
    }
    if (colours >= 4) {
      return new Picture(Picture.Kind.ALPHA, RasterPixels.rgba(image), turn);
    }
    boolean indexed = colours == PALETTE || bits == 1;
    if (!indexed && transparency.length == 0) {
      return new Picture(Picture.Kind.RGB, RasterPixels.rgb(image), turn);
    }
    Samples rgba = RasterPixels.rgba(image);
    if (colours == PALETTE) {
      paletteAlpha(image, rgba.values());
    } else if (transparency.length > 0) {
      keyedAlpha(rgba.values());
    }
    return new Picture(indexed ? Picture.Kind.INDEXED : Picture.Kind.KEYED, rgba, turn);
  }

  private void paletteAlpha(BufferedImage image, byte[] rgba) {
    int width = image.getWidth();
    int[] row = new int[width];
    for (int pixel = 0; pixel < rgba.length / 4; pixel++) {
      if (pixel % width == 0) {
        image.getRaster().getSamples(0, pixel / width, width, 1, 0, row);
      }
      int index = row[pixel % width];
      if (index < transparency.length) {
        rgba[4 * pixel + 3] = transparency[index];
      }
    }
  }

  /** The colour in the file is one of 16 bits; Pillow compares its lower byte. */
  private void keyedAlpha(byte[] rgba) {
    boolean any = (transparency[0] | transparency[1]) != 0;
    byte red = bits == 1 ? (byte) (any ? 255 : 0) : transparency[1];
    byte green = colours == 0 ? red : transparency[3];
    byte blue = colours == 0 ? red : transparency[5];
    for (int i = 0; i < rgba.length; i += 4) {
      boolean is = rgba[i] == red && rgba[i + 1] == green && rgba[i + 2] == blue;
      rgba[i + 3] = (byte) (is ? 0 : 255);
    }
  }
}
