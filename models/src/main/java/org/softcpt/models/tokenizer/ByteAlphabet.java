package org.softcpt.models.tokenizer;

import java.nio.charset.StandardCharsets;
import java.util.List;
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
