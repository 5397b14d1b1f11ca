package org.softcpt.models.image;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.util.Arrays;
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
   * @return the frame, at least as large as the screen
   * @throws IOException if the file is damaged
   */
  static RgbImage read(ImageReader reader) throws IOException {
    IIOMetadataNode screen = node(reader.getStreamMetadata(), STREAM, "LogicalScreenDescriptor");
    IIOMetadataNode place = node(reader.getImageMetadata(0), FRAME, "ImageDescriptor");
    int left = number(place, "imageLeftPosition");
    int top = number(place, "imageTopPosition");
    int width = Math.max(number(screen, "logicalScreenWidth"), left + reader.getWidth(0));
    int height = Math.max(number(screen, "logicalScreenHeight"), top + reader.getHeight(0));
    ImageDecoder.requireReasonableSize(width, height);
    BufferedImage frame = reader.read(0);
    RgbImage picture = RasterPixels.rgb(frame);
    boolean covers = picture.width() == width && picture.height() == height;
    return covers ? picture : placed(picture, left, top, filled(width, height, frame));
  }

  private static RgbImage filled(int width, int height, BufferedImage frame) {
    IndexColorModel palette = (IndexColorModel) frame.getColorModel();
    int colour = palette.getRGB(Math.max(palette.getTransparentPixel(), 0));
    byte[] rgb = new byte[3 * width * height];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) (colour >> 16 - 8 * (i % 3));
    }
    return new RgbImage(width, height, rgb);
  }

  private static RgbImage placed(RgbImage picture, int left, int top, RgbImage ground) {
    byte[] rgb = Arrays.copyOf(ground.rgb(), ground.rgb().length);
    for (int row = 0; row < picture.height(); row++) {
      int to = 3 * ((top + row) * ground.width() + left);
      System.arraycopy(picture.rgb(), 3 * row * picture.width(), rgb, to, 3 * picture.width());
    }
    return new RgbImage(ground.width(), ground.height(), rgb);
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
