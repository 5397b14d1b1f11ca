package org.softcpt.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the word a user probably meant. */
final class Suggestion {

  private Suggestion() {}

  /** The known word nearest to a mistyped one, if one is near enough to be meant. */
  static Optional<String> nearest(String typed, Collection<String> known) {
    return known.stream()
        .min(Comparator.comparingInt(word -> distance(typed, word)))
        .filter(word -> isNear(typed, word));
  }

  // Two slips in a long word, one in a short one; or the beginning of the word.
  private static boolean isNear(String typed, String word) {
    return distance(typed, word) <= (word.length() > 4 ? 2 : 1)
        || (typed.length() > 2 && word.startsWith(typed));
  }

  /** Levenshtein's distance: insertions, deletions and replacements of one character. */
  static int distance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, 1 + Math.min(row[j - 1], previous[j]));
      }
      previous = row;
    }
    return previous[b.length()];
  }
}
