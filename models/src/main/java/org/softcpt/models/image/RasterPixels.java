package org.softcpt.models.image;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/** Pixels of the JDK's images as RGB, read from the raster: no colour conversion gets at them. */
final class RasterPixels {

  private RasterPixels() {}

  /**
   * Copies an image's colours; alpha is dropped.
   *
   * @param image grey, RGB or palette, with or without alpha, 1 to 16 bits a sample
   * @return the same picture in 8 bits, 16 bits cut to their upper 8
   */
  static RgbImage rgb(BufferedImage image) {
    byte[] rgb = new byte[3 * image.getWidth() * image.getHeight()];
    Raster raster = image.getRaster();
    int bands = raster.getNumBands();
    byte[][] tables = tables(image);
    int[] row = new int[bands * image.getWidth()];
    int at = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      raster.getPixels(0, y, image.getWidth(), 1, row);
      for (int i = 0; i < row.length; i += bands) {
        for (int channel = 0; channel < 3; channel++) {
          int sample = row[bands < 3 ? i : i + channel];
          rgb[at++] = tables[channel][sample];
        }
      }
    }
    return new RgbImage(image.getWidth(), image.getHeight(), rgb);
  }

  /** For red, green and blue: the byte of each sample value. */
  private static byte[][] tables(BufferedImage image) {
    if (image.getColorModel() instanceof IndexColorModel palette) {
      byte[][] tables = new byte[3][1 << palette.getPixelSize()]; // beyond the palette: black
      palette.getReds(tables[0]);
      palette.getGreens(tables[1]);
      palette.getBlues(tables[2]);
      return tables;
    }
    int[] bits = image.getSampleModel().getSampleSize();
    return new byte[][] {
      scale(bits[0]), scale(bits[bits.length < 3 ? 0 : 1]), scale(bits[bits.length < 3 ? 0 : 2])
    };
  }

  private static byte[] scale(int bits) {
    byte[] table = new byte[1 << bits];
    int most = table.length - 1;
    for (int value = 0; value < table.length; value++) {
      table[value] = (byte) (bits > 8 ? value >> bits - 8 : value * 255 / most);
    }
    return table;
  }
}
