package org.softcpt.models.text;

import java.util.BitSet;
import java.util.Map;

/**
 * Where a capital sigma ends a word: a cased letter before it and none after, whatever case-less
 * marks lie between. Java's own rule also asks where words break, Python's does not.
 *
 * @see <a href="https://www.unicode.org/versions/Unicode14.0.0/ch03.pdf">Unicode, table 3-17,
 *     Final_Sigma</a>
 */
final class FinalSigma {

  private static final BitSet CASED;
  private static final BitSet SKIPPED;

  static {
    Map<String, String> rows = TextTables.rows("characters.tsv");
    CASED = TextTables.set(rows.get("cased"));
    SKIPPED = TextTables.set(rows.get("skipped"));
  }

  private FinalSigma() {}

  static boolean isAt(String text, int at) {
    int before = at;
    while (before > 0 && SKIPPED.get(text.codePointBefore(before))) {
      before -= Character.charCount(text.codePointBefore(before));
    }
    return before > 0 && CASED.get(text.codePointBefore(before)) && !isCasedAfter(text, at + 1);
  }

  private static boolean isCasedAfter(String text, int from) {
    int after = from;
    while (after < text.length() && SKIPPED.get(text.codePointAt(after))) {
      after += Character.charCount(text.codePointAt(after));
    }
    return after < text.length() && CASED.get(text.codePointAt(after));
  }
}
