package org.softcpt.models.image;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.util.Arrays;

/** Pixels of the JDK's images, read from the raster: no colour conversion gets at them. */
final class RasterPixels {

  private RasterPixels() {}

  /**
   * Copies an image's colours; alpha is dropped.
   *
   * @param image grey, RGB or palette, with or without alpha, 1 to 16 bits a sample
   * @return RGB in 8 bits, 16 bits cut to their upper 8
   */
  static Samples rgb(BufferedImage image) {
    byte[][] tables = tables(image);
    return mapped(image.getRaster(), new byte[][] {tables[0], tables[1], tables[2]});
  }

  /**
   * Copies an image's colours and alpha.
   *
   * @param image grey, RGB or palette, with or without alpha, 1 to 16 bits a sample
   * @return RGBA in 8 bits; opaque where the image has no alpha
   */
  static Samples rgba(BufferedImage image) {
    return mapped(image.getRaster(), tables(image));
  }

  /** Copies the first samples of each pixel as they are, 16 bits cut to their upper 8. */
  static Samples raw(Raster raster, int bands) {
    byte[][] tables = new byte[bands][];
    int[] bits = raster.getSampleModel().getSampleSize();
    for (int band = 0; band < bands; band++) {
      tables[band] = scale(bits[band]);
    }
    return mapped(raster, tables);
  }

  /** Copies 16-bit samples whole, upper byte first. */
  static Samples words(Raster raster) {
    int width = raster.getWidth();
    byte[] values = new byte[2 * width * raster.getHeight()];
    int[] row = new int[width];
    for (int at = 0; at < values.length; at += 2) {
      int column = at / 2 % width;
      if (column == 0) {
        raster.getSamples(0, at / 2 / width, width, 1, 0, row);
      }
      values[at] = (byte) (row[column] >> 8);
      values[at + 1] = (byte) row[column];
    }
    return new Samples(width, raster.getHeight(), 2, values);
  }

  /** Whether a palette only says grey 0, 1, 2 … in this order: Pillow then calls it no palette. */
  static boolean isRamp(IndexColorModel palette) {
    for (int i = 0; i < palette.getMapSize(); i++) {
      if ((palette.getRGB(i) & 0xffffff) != i * 0x010101) {
        return false;
      }
    }
    return true;
  }

  /** Looks samples up: of the pixel's own band, or the first and the last where it has no RGB. */
  static Samples mapped(Raster raster, byte[][] tables) {
    int bands = raster.getNumBands();
    int[] row = new int[bands * raster.getWidth()];
    byte[] values = new byte[tables.length * raster.getWidth() * raster.getHeight()];
    int at = 0;
    for (int y = 0; y < raster.getHeight(); y++) {
      raster.getPixels(0, y, raster.getWidth(), 1, row);
      for (int i = 0; i < row.length; i += bands) {
        for (int channel = 0; channel < tables.length; channel++) {
          int band = bands >= 3 ? channel : channel == 3 ? bands - 1 : 0;
          values[at++] = tables[channel][row[i + Math.min(band, bands - 1)]];
        }
      }
    }
    return new Samples(raster.getWidth(), raster.getHeight(), tables.length, values);
  }

  /** For red, green, blue and alpha: the byte of each sample value. */
  private static byte[][] tables(BufferedImage image) {
    if (image.getColorModel() instanceof IndexColorModel palette) {
      return tables(palette);
    }
    int[] bits = image.getSampleModel().getSampleSize();
    int last = bits.length - 1;
    int green = last < 2 ? 0 : 1;
    byte[] alpha = scale(bits[last]);
    if (bits.length % 2 == 1) {
      Arrays.fill(alpha, (byte) 255);
    }
    return new byte[][] {scale(bits[0]), scale(bits[green]), scale(bits[2 * green]), alpha};
  }

  private static byte[][] tables(IndexColorModel palette) {
    byte[][] tables = new byte[4][1 << palette.getPixelSize()]; // beyond the palette: black
    palette.getReds(tables[0]);
    palette.getGreens(tables[1]);
    palette.getBlues(tables[2]);
    Arrays.fill(tables[3], (byte) 255);
    palette.getAlphas(tables[3]);
    return tables;
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
