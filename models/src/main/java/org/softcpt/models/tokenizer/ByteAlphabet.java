package org.softcpt.models.tokenizer;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A printable character for each byte, so that vocabulary and merges are text: the printable bytes
 * of Latin-1 stand for themselves, the others, in order, for the characters from U+0100 on.
 */
final class ByteAlphabet {

  /** Marks the last symbol of a word. */
  static final String END_OF_WORD = "</w>";

  private static final int BYTES = 256;
  private static final char[] CHARACTERS = characters();
  private static final Map<Character, Integer> UNITS =
      IntStream.range(0, BYTES)
          .boxed()
          .collect(toUnmodifiableMap(unit -> CHARACTERS[unit], unit -> unit));

  private ByteAlphabet() {}

  static char character(int unsignedByte) {
    return CHARACTERS[unsignedByte];
  }

  /** All characters as OpenAI's vocabulary numbers them: first those that stand for themselves. */
  static List<String> inOrder() {
    return IntStream.concat(
            IntStream.range(0, BYTES).filter(unit -> isPrintable((char) unit)),
            IntStream.range(0, BYTES).filter(unit -> !isPrintable((char) unit)))
        .mapToObj(unit -> String.valueOf(character(unit)))
        .toList();
  }

  static String write(String word) {
    StringBuilder written = new StringBuilder();
    for (byte unit : word.getBytes(StandardCharsets.UTF_8)) {
      written.append(character(Byte.toUnsignedInt(unit)));
    }
    return written.toString();
  }

  /** Whether every character stands for a byte. */
  static boolean isWritten(String text) {
    return text.chars().allMatch(c -> UNITS.containsKey((char) c));
  }

  /** What {@link #write} wrote, back as text; bytes that are no UTF-8 become U+FFFD. */
  static String read(String written) {
    byte[] bytes = new byte[written.length()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) UNITS.get(written.charAt(i)).intValue();
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static char[] characters() {
    char[] characters = new char[BYTES];
    char next = BYTES;
    for (char unit = 0; unit < BYTES; unit++) {
      characters[unit] = isPrintable(unit) ? unit : next++;
    }
    return characters;
  }

  private static boolean isPrintable(char unit) {
    return (unit >= '!' && unit <= '~') || (unit >= 0xa1 && unit <= 0xff && unit != 0xad);
  }
}
