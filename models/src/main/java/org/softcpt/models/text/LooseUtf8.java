package org.softcpt.models.text;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * UTF-8, and what some programs take for it: surrogate pairs encoded one by one (CESU-8), and the
 * two bytes C0 80 for U+0000 (Java's class files). Bytes are characters below U+0100.
 *
 * @see <a href="https://www.unicode.org/reports/tr26/">Unicode, CESU-8</a>
 */
final class LooseUtf8 {

  private static final int PAIR = 6;

  /** A pair; also what a truncated one would be at the end, which strict decoding then refuses. */
  private static final String PAIR_OF_SURROGATES =
      "\u00ed(?:[\u00a0-\u00af]|$)(?:[\u0080-\u00bf]|$)"
          + "(?:\u00ed|$)(?:[\u00b0-\u00bf]|$)(?:[\u0080-\u00bf]|$)";

  private static final Pattern SURROGATES = pattern(PAIR_OF_SURROGATES);
  private static final Pattern SPECIAL =
      pattern(
          "\u00c0(?:\u0080|$)|"
              + PAIR_OF_SURROGATES
              + "|\u00ed(?:[\u00a0-\u00bf]|$)(?:[\u0080-\u00bf]|$)");

  private LooseUtf8() {}

  /** Decodes, or gives nothing if the bytes are no such encoding. */
  static Optional<String> decode(String bytes) {
    boolean loose = bytes.indexOf(0xed) >= 0 || bytes.indexOf(0xc0) >= 0;
    return loose ? loosely(bytes) : strictly(bytes);
  }

  private static Optional<String> loosely(String bytes) {
    StringBuilder text = new StringBuilder();
    Matcher special = SPECIAL.matcher(bytes);
    int at = 0;
    while (at < bytes.length()) {
      boolean found = special.region(at, bytes.length()).find();
      boolean tooShort =
          found && special.start() == at && bytes.charAt(at) == 0xed && bytes.length() - at < PAIR;
      int end = !found || tooShort ? bytes.length() : special.start();
      if (end > at) {
        Optional<String> usual = strictly(bytes.substring(at, end));
        if (usual.isEmpty()) {
          return usual;
        }
        text.append(usual.get());
      } else {
        int length = appendSpecial(bytes, at, text);
        if (length == 0) {
          return Optional.empty();
        }
        end = at + length;
      }
      at = end;
    }
    return Optional.of(text.toString());
  }

  /** Appends the character that two or six bytes stand for; gives their number, or 0 for none. */
  private static int appendSpecial(String bytes, int at, StringBuilder text) {
    if (bytes.charAt(at) == 0xc0) {
      text.append('\0');
      return at + 1 < bytes.length() ? 2 : 0;
    }
    if (!SURROGATES.matcher(bytes).region(at, bytes.length()).lookingAt()) {
      return 0;
    }
    text.appendCodePoint(
        0x10000
            + ((bytes.charAt(at + 1) & 0x0f) << 16)
            + ((bytes.charAt(at + 2) & 0x3f) << 10)
            + ((bytes.charAt(at + 4) & 0x0f) << 6)
            + (bytes.charAt(at + 5) & 0x3f));
    return PAIR;
  }

  private static Optional<String> strictly(String bytes) {
    try {
      ByteBuffer buffer = ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1));
      return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(buffer).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /** Python's {@code $}: at the end, or before a line feed that ends the bytes. */
  private static Pattern pattern(String expression) {
    return Pattern.compile(expression, Pattern.UNIX_LINES);
  }
}
