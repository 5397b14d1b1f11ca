package org.softcpt.models.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * What a JPEG file says of itself before its first scan, and how many scans follow. Which colours
 * its components are is guessed as libjpeg does: by the JFIF marker, then by Adobe's, then by the
 * components' names.
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
  private boolean exif;
  private int adobeTransform = NO_ADOBE;
  private String components = "";
  private byte[] sampling = {}; // [components]: horizontal factor, vertical factor, four bits each
  private Turn turn = Turn.NONE;

  private JpegHeader(byte[] content) {
    this.content = content;
  }

  /**
   * Reads the markers before the first scan.
   *
   * @param content a JPEG file
   * @return what they say
   */
  static JpegHeader read(byte[] content) {
    JpegHeader header = new JpegHeader(content);
    header.walk();
    return header;
  }

  /** What the first EXIF segment says, if there is a readable one. */
  Turn turn() {
    return turn;
  }

  /** Number of components. */
  int components() {
    return sampling.length;
  }

  /** How many samples a component has across to one of the coarsest. */
  int across(int component) {
    return sampling[component] >> 4 & 0xf;
  }

  /** How many samples a component has down to one of the coarsest. */
  int down(int component) {
    return sampling[component] & 0xf;
  }

  /**
   * How many scans the file has, at most: every place that looks like the start of one, wherever
   * segments are said to lie, because the decoder may see that differently. (Data of a scan never
   * look like it: they have a zero behind each FF.)
   */
  int scans() {
    int scans = 0;
    for (int at = 2; at + 1 < content.length; at++) {
      if (content[at] == (byte) 0xff && content[at + 1] == (byte) 0xda) {
        scans++;
      }
    }
    return scans;
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
    } else if (marker == 0xe1 && end - from >= 6 && text(from, 6).equals("Exif\0\0") && !exif) {
      exif = true;
      turn = TiffDirectory.turn(content, from + 6, end);
    } else if (isFrame(marker)) {
      frame(from + 6, end);
    }
  }

  private void frame(int from, int end) {
    StringBuilder names = new StringBuilder();
    sampling = new byte[Math.max(end - from, 0) / 3];
    for (int i = 0; i < sampling.length; i++) {
      names.append((char) (content[from + 3 * i] & 0xff));
      sampling[i] = content[from + 3 * i + 1];
    }
    components = names.toString();
  }

  /** SOF0 to SOF15 without the three that mean something else. */
  private static boolean isFrame(int marker) {
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
  }

  /**
   * What the components stand for.
   *
   * @throws IOException if there is no frame header or it has 2 or more than 4 components
   */
  Colours colours() throws IOException {
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
