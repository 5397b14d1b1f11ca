package org.softcpt.models.text;

import java.text.Normalizer;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * What letters, numbers and their lower case are. The Python packages know different versions of
 * Unicode and the JDK yet another; tables made from them (tools/make_text_tables.py, versions in
 * its first lines) give the same answer on every JDK.
 *
 * <p>One limit: marks that are younger than the JDK's Unicode are not put into canonical order by
 * {@link #compose}; for JDK 17 that is Unicode 13.
 */
public enum CharacterTable {
  /** Python 3.11 and its package <i>regex</i>, on which OpenAI's code relies. */
  OPENAI("openai"),

  /** The Rust library <i>tokenizers</i> under Hugging Face's transformers. */
  HUGGING_FACE("hugging-face");

  private static final String DOTTED_CAPITAL_I = "i\u0307";
  private static final int IOTA_BELOW = 0x345;
  private static final String WHITE_SPACE =
      " \u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
          + "\u2028\u2029\u202f\u205f\u3000";
  private static final int SIGMA = 0x3a3;
  private static final int FINAL_SIGMA = 0x3c2;

  private final BitSet letters;
  private final BitSet numbers;
  private final BitSet inert;
  private final Map<Integer, Integer> lower = new HashMap<>();

  CharacterTable(String name) {
    Map<String, String> rows = TextTables.rows("characters.tsv");
    letters = TextTables.set(rows.get(name + ".letters"));
    numbers = TextTables.set(rows.get(name + ".numbers"));
    inert = TextTables.set(rows.get(name + ".inert"));
    for (String run : rows.get(name + ".lower").split(",")) {
      addLower(run.split("/"));
    }
  }

  private void addLower(String[] run) {
    int[] bounds = TextTables.bounds(run[0]);
    int step = Integer.parseInt(run[1]);
    for (int point = bounds[0]; point <= bounds[1]; point += step) {
      lower.put(point, point + Integer.parseInt(run[2]));
    }
  }

  /**
   * Whether a character is of Unicode's category L.
   *
   * @param point code point
   * @return true for letters and ideographs
   */
  public boolean isLetter(int point) {
    return letters.get(point);
  }

  /**
   * Whether a character is of Unicode's category N.
   *
   * @param point code point
   * @return true for digits, numerals, fractions
   */
  public boolean isNumber(int point) {
    return numbers.get(point);
  }

  /**
   * Whether a character only separates words: white space, on which the versions of Unicode agree,
   * and for <i>regex</i> the Greek iota below a letter, which it takes for neither a letter (it is
   * a mark) nor for anything else (its capital is a letter).
   *
   * @param point code point
   * @return true for what no word contains
   */
  public boolean isSeparator(int point) {
    return (point >= '\t' && point <= '\r')
        || WHITE_SPACE.indexOf(point) >= 0
        || (point == IOTA_BELOW && this == OPENAI);
  }

  /**
   * Lower case, character by character; Python's way also gives a sigma at a word's end its own
   * form, Rust's does not.
   *
   * @param text any text
   * @return the text in lower case
   */
  public String lower(String text) {
    StringBuilder lowered = new StringBuilder(text.length());
    for (int at = 0, point; at < text.length(); at += Character.charCount(point)) {
      point = text.codePointAt(at);
      if (point == 0x130) {
        lowered.append(DOTTED_CAPITAL_I);
      } else if (point == SIGMA && this == OPENAI && FinalSigma.isAt(text, at)) {
        lowered.appendCodePoint(FINAL_SIGMA);
      } else {
        lowered.appendCodePoint(lower.getOrDefault(point, point));
      }
    }
    return lowered.toString();
  }

  /**
   * Canonical composition, as far as this table's version of Unicode knows it.
   *
   * @param text any text
   * @return the text in NFC
   */
  public String compose(String text) {
    if (text.codePoints().noneMatch(inert::get)) {
      return Normalizer.normalize(text, Normalizer.Form.NFC);
    }
    StringBuilder composed = new StringBuilder(text.length());
    int start = 0;
    for (int at = 0, point; at < text.length(); at += Character.charCount(point)) {
      point = text.codePointAt(at);
      if (inert.get(point)) {
        composed.append(Normalizer.normalize(text.substring(start, at), Normalizer.Form.NFC));
        composed.appendCodePoint(point);
        start = at + Character.charCount(point);
      }
    }
    return composed
        .append(Normalizer.normalize(text.substring(start), Normalizer.Form.NFC))
        .toString();
  }
}
