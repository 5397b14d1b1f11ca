package org.softcpt.models.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A WebP file's chunks: that they are whole, where the first frame of an animation is, and what
 * EXIF data say.
 *
 * @see <a href="https://developers.google.com/speed/webp/docs/riff_container">WebP container
 *     specification</a>
 */
final class WebpFile {

  private static final int HEADER = 12; // RIFF, length, WEBP
  private static final int CHUNK = 8; // type, length
  private static final int ANIMATED = 0x02;
  private static final int ALPHA = 0x10;
  private static final int FRAME = 16; // of a frame chunk, before the frame's own chunks

  private final byte[] content;
  private final ByteBuffer data;
  private Turn turn = Turn.NONE;
  private int features = -1; // place of the chunk that says what the file has; -1: a simple file
  private int frame = -1; // place of the first frame's chunk
  private int frameEnd;

  private WebpFile(byte[] content) {
    this.content = content;
    this.data = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Walks through the chunks.
   *
   * @param content a file that starts with WebP's signature
   * @return what they say
   * @throws IOException if one is cut off, or an animation has no frame
   */
  static WebpFile read(byte[] content) throws IOException {
    WebpFile file = new WebpFile(content);
    long end = file.end(4, content.length);
    for (long at = HEADER; at + CHUNK <= end; ) {
      long next = file.end((int) at + 4, end);
      file.take((int) at, (int) next);
      at = next + next % 2; // padded to even lengths
    }
    if (file.isAnimated() && (file.frame < 0 || file.frameEnd - file.frame < CHUNK + FRAME)) {
      throw new IOException("an animation without a whole frame");
    }
    return file;
  }

  /** A file with one still picture: the same, or one of the first frame. */
  byte[] still() {
    if (!isAnimated()) {
      return content;
    }
    int from = frame + CHUNK + FRAME;
    ByteArrayOutputStream still = new ByteArrayOutputStream();
    still.write(content, 0, 4);
    still.writeBytes(number(4 + CHUNK + 10 + frameEnd - from, 4));
    still.writeBytes("WEBPVP8X".getBytes(StandardCharsets.ISO_8859_1));
    still.writeBytes(number(10, 4));
    still.writeBytes(number(data.get(features + CHUNK) & ALPHA, 4));
    still.write(content, frame + CHUNK + 6, 6); // width and height, less one
    still.write(content, from, frameEnd - from);
    return still.toByteArray();
  }

  /**
   * Makes a picture of what the reader makes of {@link #still}.
   *
   * @param image RGB, with or without alpha
   * @param limits how large the canvas may be
   * @return an animation's frame on the file's canvas
   * @throws IOException if the frame is not within the canvas, or that is too large
   */
  Picture picture(BufferedImage image, ImageLimits limits) throws IOException {
    boolean alpha = image.getColorModel().hasAlpha();
    Samples samples = alpha ? RasterPixels.rgba(image) : RasterPixels.rgb(image);
    if (isAnimated()) {
      samples = onCanvas(samples, limits);
    }
    return new Picture(alpha ? Picture.Kind.ALPHA : Picture.Kind.RGB, samples, turn);
  }

  private void take(int at, int end) {
    switch (new String(content, at, 4, StandardCharsets.ISO_8859_1)) {
      case "VP8X" -> features = end - at == CHUNK + 10 && features < 0 ? at : features;
      case "ANMF" -> {
        frameEnd = frame < 0 ? end : frameEnd;
        frame = frame < 0 ? at : frame;
      }
      case "EXIF" -> turn = TiffDirectory.turn(content, exif(at + CHUNK), end);
      default -> {}
    }
  }

  private boolean isAnimated() {
    return features >= 0 && (data.get(features + CHUNK) & ANIMATED) != 0;
  }

  /** Some writers put JPEG's name in front of the TIFF data. */
  private int exif(int start) {
    boolean named =
        start + 6 <= content.length
            && new String(content, start, 6, StandardCharsets.ISO_8859_1).equals("Exif\0\0");
    return named ? start + 6 : start;
  }

  private Samples onCanvas(Samples picture, ImageLimits limits) throws IOException {
    int width = 1 + threeBytes(features + CHUNK + 4);
    int height = 1 + threeBytes(features + CHUNK + 7);
    limits.requireSize(width, height);
    int left = 2 * threeBytes(frame + CHUNK);
    int top = 2 * threeBytes(frame + CHUNK + 3);
    if (picture.width() > width - left || picture.height() > height - top) {
      throw new IOException("the first frame is not within the canvas");
    }
    return picture.on(new byte[picture.bands() * width * height], width, left, top);
  }

  private int threeBytes(int at) {
    return data.getShort(at) & 0xffff | (data.get(at + 2) & 0xff) << 16;
  }

  private static byte[] number(int value, int bytes) {
    byte[] number = new byte[bytes];
    for (int i = 0; i < bytes; i++) {
      number[i] = (byte) (value >> 8 * i);
    }
    return number;
  }

  private long end(int lengthAt, long limit) throws IOException {
    long length = data.getInt(lengthAt) & 0xffffffffL;
    if (length > limit - lengthAt - 4) {
      throw new IOException(
          "cut off: the chunk at byte %d claims %d bytes, %d follow"
              .formatted(lengthAt - 4, length, limit - lengthAt - 4));
    }
    return lengthAt + 4 + length;
  }
}
