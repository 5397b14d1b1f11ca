package org.softcpt.models.image;

import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageReader;

/**
 * Decodes JPEG. The JDK's reader only undoes the compression; {@link JpegColours} does the rest,
 * because the JDK would apply colour profiles, which Pillow ignores, and does not convert CMYK at
 * all.
 */
final class JpegPixels {

  private JpegPixels() {}

  /**
   * Reads the picture.
   *
   * @param reader the JDK's reader, its input set
   * @param content the same file
   * @param limits how many scans it may have
   * @return the picture
   * @throws IOException if data are missing or damaged
   */
  static Picture read(ImageReader reader, byte[] content, ImageLimits limits) throws IOException {
    JpegHeader header = JpegHeader.read(content);
    limits.requireScans(header.scans(), reader.getWidth(0), reader.getHeight(0));
    List<String> damage = new ArrayList<>();
    reader.addIIOReadWarningListener((source, warning) -> damage.add(warning));
    Raster raster = reader.readRaster(0, null);
    for (String warning : damage) {
      requireHarmless(warning);
    }
    byte[] samples = ((DataBufferByte) raster.getDataBuffer()).getData();
    int bands = raster.getNumBands();
    ChromaRows.smooth(new Samples(raster.getWidth(), raster.getHeight(), bands, samples), header);
    return picture(raster, samples, header);
  }

  /**
   * Of the decoder's warnings, those about missing or unreadable picture data are errors to us;
   * stray bytes between segments and bad colour profiles are not.
   */
  private static void requireHarmless(String warning) throws IOException {
    boolean stray = warning.contains("extraneous bytes");
    boolean unreadable = warning.startsWith("Corrupt JPEG data") && !stray;
    if (unreadable || warning.startsWith("Premature end") || warning.startsWith("Truncated")) {
      throw new IOException(warning);
    }
  }

  private static Picture picture(Raster raster, byte[] samples, JpegHeader header)
      throws IOException {
    Picture.Kind kind = Picture.Kind.RGB;
    byte[] values = samples;
    switch (header.colours()) {
      case GREY -> values = JpegColours.repeated(samples);
      case RGB -> {}
      case YCC -> JpegColours.yccToRgb(samples, 3);
      case CMYK -> { // Adobe's, which Pillow assumes of all: light instead of ink
        JpegColours.invert(samples, 0, 1);
        kind = Picture.Kind.CMYK;
      }
      case YCCK -> { // the C, M and Y of this encoding are inverted twice
        JpegColours.yccToRgb(samples, 4);
        JpegColours.invert(samples, 3, 4);
        kind = Picture.Kind.CMYK;
      }
    }
    int bands = values.length / raster.getWidth() / raster.getHeight();
    Samples picture = new Samples(raster.getWidth(), raster.getHeight(), bands, values);
    return new Picture(kind, picture, header.turn());
  }
}
