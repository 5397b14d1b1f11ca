package org.softcpt.models.image;

import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;

/** The file formats we read, told apart by how the content starts, never by the file's name. */
enum ImageFormat {
  JPEG(0xff, 0xd8, 0xff),
  PNG(0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'),
  GIF('G', 'I', 'F', '8'),
  BMP('B', 'M');

  private final byte[] start;

  ImageFormat(int... start) {
    this.start = new byte[start.length];
    for (int i = 0; i < start.length; i++) {
      this.start[i] = (byte) start[i];
    }
  }

  /** Which format a file's content has, if it is one of these. */
  static Optional<ImageFormat> of(byte[] content) {
    return Arrays.stream(values())
        .filter(
            format ->
                content.length >= format.start.length
                    && Arrays.equals(
                        content, 0, format.start.length, format.start, 0, format.start.length))
        .findFirst();
  }

  /**
   * The JDK's own reader: other readers on the class path may decode to other pixels.
   *
   * @throws IllegalStateException if this Java runtime was built without it
   */
  ImageReader reader() {
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(name());
    while (readers.hasNext()) {
      ImageReader reader = readers.next();
      if (reader.getClass().getModule().equals(ImageIO.class.getModule())) {
        return reader;
      }
    }
    throw new IllegalStateException("this Java runtime has no reader for " + this);
  }
}
