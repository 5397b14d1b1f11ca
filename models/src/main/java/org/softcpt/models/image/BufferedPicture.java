package org.softcpt.models.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.util.Set;

/** What the samples of the JDK's images in memory stand for. */
final class BufferedPicture {

  private static final Set<Integer> WHOLE_BYTES_OR_WORDS =
      Set.of(DataBuffer.TYPE_BYTE, DataBuffer.TYPE_USHORT);

  private BufferedPicture() {}

  /** As the decoder would read them from a file: samples as they are, colour profiles ignored. */
  static Picture of(BufferedImage image) {
    requireReasonableSize(image);
    ColorModel colours = image.getColorModel();
    if (colours instanceof IndexColorModel) {
      return BmpPicture.of(image);
    }
    if (!isReadable(image)) {
      return converted(image);
    }
    if (image.getSampleModel().getNumBands() == 1 && image.getSampleModel().getSampleSize(0) > 8) {
      return new Picture(Picture.Kind.GREY16, RasterPixels.words(image.getRaster()), Turn.NONE);
    }
    if (!colours.hasAlpha()) {
      return new Picture(Picture.Kind.RGB, RasterPixels.rgb(image), Turn.NONE);
    }
    Samples rgba = RasterPixels.rgba(image);
    return new Picture(
        Picture.Kind.ALPHA,
        colours.isAlphaPremultiplied() ? Premultiplied.undone(rgba) : rgba,
        Turn.NONE);
  }

  /** Grey or RGB of whole numbers up to 16 bits, packed ones too. */
  private static boolean isReadable(BufferedImage image) {
    int kind = image.getColorModel().getColorSpace().getType();
    int type = image.getRaster().getTransferType();
    int bits = image.getSampleModel().getSampleSize(0);
    boolean packed = image.getSampleModel().getNumBands() > image.getRaster().getNumDataElements();
    return (kind == ColorSpace.TYPE_RGB || kind == ColorSpace.TYPE_GRAY)
        && (packed || WHOLE_BYTES_OR_WORDS.contains(type))
        && bits <= 16;
  }

  /** Whatever else there is: the JDK's own conversion. */
  private static Picture converted(BufferedImage image) {
    BufferedImage argb =
        new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_ARGB);
    int[] row = new int[image.getWidth()];
    for (int y = 0; y < image.getHeight(); y++) {
      image.getRGB(0, y, row.length, 1, row, 0, row.length);
      argb.setRGB(0, y, row.length, 1, row, 0, row.length);
    }
    return image.getColorModel().hasAlpha()
        ? new Picture(Picture.Kind.ALPHA, RasterPixels.rgba(argb), Turn.NONE)
        : new Picture(Picture.Kind.RGB, RasterPixels.rgb(argb), Turn.NONE);
  }

  private static void requireReasonableSize(BufferedImage image) {
    if ((long) image.getWidth() * image.getHeight() > ImageDecoder.MOST_PIXELS) {
      throw new IllegalArgumentException(
          "expected an image of at most %d pixels, found %d x %d"
              .formatted(ImageDecoder.MOST_PIXELS, image.getWidth(), image.getHeight()));
    }
  }
}
