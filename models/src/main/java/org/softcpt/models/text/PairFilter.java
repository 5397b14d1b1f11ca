package org.softcpt.models.text;

import java.util.BitSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Remembers which pairs of characters a match can start with. The rules for mojibake are dozens of
 * alternatives over large classes, slow to try at every place; nearly every pair rules all of them
 * out.
 *
 * <p>Safe for concurrent use: threads may find the same answer twice, never different ones.
 */
final class PairFilter {

  private static final byte UNKNOWN = 0;
  private static final byte NEVER = 1;
  private static final byte POSSIBLE = 2;

  private final Pattern pattern;
  private final int[] index = new int[Character.MAX_VALUE + 1]; // from 1; 0: not remembered
  private final int size;
  private final byte[] answers;

  /** No match may start with a character that is not among these. */
  PairFilter(Pattern pattern, BitSet characters) {
    this.pattern = pattern;
    int next = 1;
    for (int unit : characters.stream().toArray()) {
      index[unit] = next++;
    }
    size = next;
    answers = new byte[Math.multiplyExact(size, size)];
  }

  /** False only if no match starts here. */
  boolean mayMatch(String text, int at) {
    int first = index[text.charAt(at)];
    if (first == 0) {
      return false;
    }
    int second = at + 1 < text.length() ? index[text.charAt(at + 1)] : 0;
    if (second == 0) {
      return true;
    }
    int pair = first * size + second;
    if (answers[pair] == UNKNOWN) {
      answers[pair] = isPossible(text.substring(at, at + 2)) ? POSSIBLE : NEVER;
    }
    return answers[pair] == POSSIBLE;
  }

  /** A match, or one that wants more characters. */
  private boolean isPossible(String pair) {
    Matcher matcher = pattern.matcher(pair);
    return matcher.lookingAt() || matcher.hitEnd();
  }
}
