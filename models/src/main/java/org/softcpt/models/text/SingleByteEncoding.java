package org.softcpt.models.text;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An encoding that text was wrongly decoded in, byte by byte. Bytes are kept in a string of
 * characters below U+0100.
 *
 * <p>A <i>lenient</i> one reads bytes without a character as Latin-1 does, and U+FFFD stands for a
 * byte that was lost, written 0x1a.
 */
final class SingleByteEncoding {

  static final SingleByteEncoding LATIN_1 = new SingleByteEncoding("ISO-8859-1", false, true);
  static final SingleByteEncoding WINDOWS_1252 = lenient("windows-1252");

  /** In the order in which they are tried. */
  static final List<SingleByteEncoding> ALL =
      List.of(
          LATIN_1,
          WINDOWS_1252,
          lenient("windows-1251"),
          lenient("windows-1250"),
          lenient("windows-1253"),
          lenient("windows-1254"),
          lenient("windows-1257"),
          new SingleByteEncoding("ISO-8859-2", false, true),
          new SingleByteEncoding("x-MacRoman", false, false), // en dash and space are usual there
          new SingleByteEncoding("IBM437", false, true));

  private static final char REPLACEMENT = '\ufffd';
  private static final char SUBSTITUTE = 0x1a;

  private final boolean lenient;
  private final boolean spacesMayBeA0;
  private final char[] characters = new char[256];
  private final Map<Character, Character> bytes = new HashMap<>();

  private SingleByteEncoding(String charset, boolean lenient, boolean spacesMayBeA0) {
    this.lenient = lenient;
    this.spacesMayBeA0 = spacesMayBeA0;
    String decoded = decodeAll(charset);
    for (char unit = 0; unit < characters.length; unit++) {
      boolean hole = decoded.charAt(unit) == REPLACEMENT;
      characters[unit] = hole ? unit : decoded.charAt(unit);
    }
    if (lenient) {
      characters[SUBSTITUTE] = REPLACEMENT;
    }
    for (char unit = 0; unit < characters.length; unit++) {
      bytes.put(characters[unit], unit);
    }
  }

  private static SingleByteEncoding lenient(String charset) {
    return new SingleByteEncoding(charset, true, true);
  }

  private static String decodeAll(String charset) {
    StringBuilder all = new StringBuilder();
    for (char unit = 0; unit < 256; unit++) {
      all.append(unit);
    }
    return new String(
        all.toString().getBytes(StandardCharsets.ISO_8859_1), Charset.forName(charset));
  }

  boolean isLenient() {
    return lenient;
  }

  /** Whether a space may be what is left of a no-break space, byte 0xa0. */
  boolean spacesMayBeA0() {
    return spacesMayBeA0;
  }

  char character(int unsignedByte) {
    return characters[unsignedByte];
  }

  boolean encodes(String text) {
    for (int at = 0; at < text.length(); at++) {
      if (!bytes.containsKey(text.charAt(at))) {
        return false;
      }
    }
    return true;
  }

  /** Bytes of a text that {@link #encodes} accepts. */
  String encode(String text) {
    StringBuilder encoded = new StringBuilder(text.length());
    for (int at = 0; at < text.length(); at++) {
      encoded.append(bytes.get(text.charAt(at)).charValue());
    }
    return encoded.toString();
  }
}
