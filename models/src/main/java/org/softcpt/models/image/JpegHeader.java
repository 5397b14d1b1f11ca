package org.softcpt.models.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Which colours a JPEG file's components are, guessed as libjpeg does: by the JFIF marker, then by
 * Adobe's, then by the components' names.
 *
 * <p>The JDK's reader guesses differently where both markers are missing, so we look ourselves.
 */
final class JpegHeader {

  /** What the components stand for. */
  enum Colours {
    GREY,
    RGB,
    YCC,
    CMYK,
    YCCK
  }

  private static final int NO_ADOBE = -1;

  private final byte[] content;
  private boolean jfif;
  private int adobeTransform = NO_ADOBE;
  private String components = "";

  private JpegHeader(byte[] content) {
    this.content = content;
  }

  /**
   * Reads the markers before the first scan.
   *
   * @param content a JPEG file
   * @return the colours
   * @throws IOException if there is no frame header or it has 2 or more than 4 components
   */
  static Colours colours(byte[] content) throws IOException {
    JpegHeader header = new JpegHeader(content);
    header.walk();
    return header.guess();
  }

  private void walk() {
    int at = 2;
    while (at + 4 <= content.length) {
      int marker = content[at + 1] & 0xff;
      if (content[at] != (byte) 0xff || marker == 0xff || marker == 0) {
        at++; // padding, or rubbish that libjpeg skips too
      } else if (marker == 0xda) {
        return;
      } else {
        int length = unsigned(at + 2);
        segment(marker, at + 4, Math.min(at + 2 + length, content.length));
        at += 2 + Math.max(length, 2);
      }
    }
  }

  private void segment(int marker, int from, int end) {
    if (marker == 0xe0 && end - from >= 12 && text(from, 5).equals("JFIF\0")) {
      jfif = true;
    } else if (marker == 0xee && end - from >= 12 && text(from, 5).equals("Adobe")) {
      adobeTransform = content[from + 11] & 0xff;
    } else if (isFrame(marker)) {
      StringBuilder names = new StringBuilder();
      for (int at = from + 6; at + 3 <= end; at += 3) {
        names.append((char) (content[at] & 0xff));
      }
      components = names.toString();
    }
  }

  /** SOF0 to SOF15 without the three that mean something else. */
  private static boolean isFrame(int marker) {
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
  }

  private Colours guess() throws IOException {
    return switch (components.length()) {
      case 1 -> Colours.GREY;
      case 3 -> isRgb() ? Colours.RGB : Colours.YCC;
      case 4 -> adobeTransform == 2 ? Colours.YCCK : Colours.CMYK;
      default ->
          throw new IOException(
              "expected 1, 3 or 4 components, found %d".formatted(components.length()));
    };
  }

  private boolean isRgb() {
    return !jfif && (adobeTransform == NO_ADOBE ? components.equals("RGB") : adobeTransform == 0);
  }

  private int unsigned(int at) {
    return (content[at] & 0xff) << 8 | content[at + 1] & 0xff;
  }

  private String text(int at, int length) {
    return new String(content, at, length, StandardCharsets.ISO_8859_1);
  }
}
