package org.softcpt.models.image;

import com.luciad.imageio.webp.WebPImageReaderSpi;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;

/** The file formats we read, told apart by how the content starts, never by the file's name. */
enum ImageFormat {
  JPEG("\u00ff\u00d8\u00ff"),
  PNG("\u0089PNG\r\n\u001a\n"),
  GIF("GIF8"),
  BMP("BM"),
  TIFF("II*\0", "MM\0*"),
  WEBP("RIFF????WEBP");

  private final List<String> starts; // a question mark stands for any byte

  ImageFormat(String... starts) {
    this.starts = List.of(starts);
  }

  /** Which format a file's content has, if it is one of these. */
  static Optional<ImageFormat> of(byte[] content) {
    return Arrays.stream(values())
        .filter(format -> format.starts.stream().anyMatch(start -> starts(content, start)))
        .findFirst();
  }

  private static boolean starts(byte[] content, String start) {
    for (int i = 0; i < start.length(); i++) {
      char expected = start.charAt(i);
      if (i >= content.length || expected != '?' && (content[i] & 0xff) != expected) {
        return false;
      }
    }
    return true;
  }

  /**
   * The JDK's own reader: other readers on the class path may decode to other pixels. Only of WebP
   * it has none; there the reader is libwebp.
   *
   * @throws IllegalStateException if this Java runtime was built without it
   */
  ImageReader reader() {
    if (this == WEBP) {
      return new WebPImageReaderSpi().createReaderInstance(null);
    }
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
