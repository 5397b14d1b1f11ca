package org.softcpt.models.text;

import java.util.BitSet;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Runs of characters that are bytes of UTF-8 in one encoding or another, each sequence as long as
 * its first byte says. A space may stand for the continuation byte A0.
 */
final class MojibakeRuns {

  /** Encodings of a Latin-1 like layout; the others are too unlike UTF-8's bytes. */
  private static final List<SingleByteEncoding> ENCODINGS = SingleByteEncoding.ALL.subList(0, 7);

  private static final BitSet FIRST_OF_TWO = characters(0xc2, 0xdf);
  private static final BitSet FIRST_OF_THREE = characters(0xe0, 0xef);
  private static final BitSet FIRST_OF_FOUR = characters(0xf0, 0xf0);
  private static final BitSet CONTINUATION = characters(0x80, 0xbf);
  private static final BitSet INSIDE = new BitSet();

  static {
    FIRST_OF_FOUR.or(characters(0xf3, 0xf3));
    CONTINUATION.set(0x80, 0xc0);
    INSIDE.or(CONTINUATION);
    CONTINUATION.set(' ');
    INSIDE.clear(0x2013, 0x2016); // dashes, quotation marks, bullet, ellipsis are usual anywhere
    INSIDE.clear(0x2018, 0x201f);
    INSIDE.clear(0x2022);
    INSIDE.clear(0x2026);
  }

  private MojibakeRuns() {}

  /** Replaces each run that does not follow on a character from inside such a sequence. */
  static String replace(String text, UnaryOperator<String> replacement) {
    StringBuilder replaced = new StringBuilder(text.length());
    int at = 0;
    while (at < text.length()) {
      boolean starts = at == 0 || !INSIDE.get(text.charAt(at - 1));
      int end = starts ? end(text, at) : at;
      if (end > at) {
        replaced.append(replacement.apply(text.substring(at, end)));
        at = end;
      } else {
        replaced.append(text.charAt(at++));
      }
    }
    return replaced.toString();
  }

  private static int end(String text, int from) {
    int end = from;
    for (int length = length(text, end); length > 0; length = length(text, end)) {
      end += length;
    }
    return end;
  }

  /** Length of one sequence, 0 if none starts here. */
  private static int length(String text, int at) {
    if (isSequence(text, at, FIRST_OF_TWO, 2)) {
      return 2;
    }
    if (isSequence(text, at, FIRST_OF_THREE, 3)) {
      return 3;
    }
    return isSequence(text, at, FIRST_OF_FOUR, 4) ? 4 : 0;
  }

  private static boolean isSequence(String text, int at, BitSet first, int length) {
    if (at + length > text.length() || !first.get(text.charAt(at))) {
      return false;
    }
    for (int i = 1; i < length; i++) {
      if (!CONTINUATION.get(text.charAt(at + i))) {
        return false;
      }
    }
    return true;
  }

  private static BitSet characters(int firstByte, int lastByte) {
    BitSet characters = new BitSet();
    for (SingleByteEncoding encoding : ENCODINGS) {
      for (int unit = firstByte; unit <= lastByte; unit++) {
        characters.set(encoding.character(unit));
      }
    }
    return characters;
  }
}
