package org.softcpt.models.image;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;

/**
 * The first frame of a GIF on the file's screen: where a frame covers only a part, the rest has the
 * transparent colour, or else the palette's first, as in Pillow.
 */
final class GifFrame {

  private static final String STREAM = "javax_imageio_gif_stream_1.0";
  private static final String FRAME = "javax_imageio_gif_image_1.0";

  private GifFrame() {}

  /**
   * Reads the first frame.
   *
   * @param reader the JDK's reader, its input set, metadata not ignored
   * @param limits how large the screen may be
   * @return the frame, at least as large as the screen
   * @throws IOException if the file is damaged
   */
  static Picture read(ImageReader reader, ImageLimits limits) throws IOException {
    IIOMetadataNode screen = node(reader.getStreamMetadata(), STREAM, "LogicalScreenDescriptor");
    IIOMetadataNode place = node(reader.getImageMetadata(0), FRAME, "ImageDescriptor");
    int left = number(place, "imageLeftPosition");
    int top = number(place, "imageTopPosition");
    int width = Math.max(number(screen, "logicalScreenWidth"), left + reader.getWidth(0));
    int height = Math.max(number(screen, "logicalScreenHeight"), top + reader.getHeight(0));
    limits.requireSize(width, height);
    BufferedImage frame = reader.read(0);
    IndexColorModel palette = (IndexColorModel) frame.getColorModel();
    Samples samples = RasterPixels.rgba(frame);
    if (samples.width() != width || samples.height() != height) {
      samples = samples.on(filled(width, height, palette), width, left, top);
    }
    Picture.Kind kind = RasterPixels.isRamp(palette) ? Picture.Kind.KEYED : Picture.Kind.INDEXED;
    return new Picture(kind, samples, Turn.NONE);
  }

  private static byte[] filled(int width, int height, IndexColorModel palette) {
    int colour = palette.getRGB(Math.max(palette.getTransparentPixel(), 0));
    byte[] rgba = new byte[4 * width * height];
    for (int i = 0; i < rgba.length; i++) {
      rgba[i] = (byte) (i % 4 == 3 ? colour >> 24 : colour >> 16 - 8 * (i % 4));
    }
    return rgba;
  }

  private static IIOMetadataNode node(IIOMetadata metadata, String format, String name)
      throws IOException {
    IIOMetadataNode root = (IIOMetadataNode) metadata.getAsTree(format);
    if (root.getElementsByTagName(name).item(0) instanceof IIOMetadataNode found) {
      return found;
    }
    throw new IOException("no " + name);
  }

  private static int number(IIOMetadataNode node, String attribute) {
    return Integer.parseInt(node.getAttribute(attribute));
  }
}
