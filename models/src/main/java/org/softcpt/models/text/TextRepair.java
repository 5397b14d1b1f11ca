package org.softcpt.models.text;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Repairs damaged text as {@code ftfy.fix_text} 6.3.1 does with its default settings: text decoded
 * in a wrong encoding ({@code EncodingRepair}), character references, ligatures, full-width forms,
 * curly quotes, line breaks, lone surrogates, terminal escapes and control characters; then NFC.
 *
 * @see <a href="https://ftfy.readthedocs.io/en/latest/fixes.html">ftfy's documentation</a>
 */
public final class TextRepair {

  /** ftfy looks at no more than this at once. */
  private static final int LONGEST_SEGMENT = 1_000_000;

  private static final Pattern TERMINAL_ESCAPE = Pattern.compile("\u001b\\[[\\p{Nd};]*[a-zA-Z]");
  private static final Pattern CONTROL =
      Pattern.compile("[\\x00-\\x08\\x0b\\x0e-\\x1f\\x7f\\u206a-\\u206f\\ufeff\\ufff9-\\ufffc]");
  private static final Pattern LINE_BREAK = Pattern.compile("\\r\\n|[\\r\\u2028\\u2029\\u0085]");
  private static final Pattern DOUBLE_QUOTE = Pattern.compile("[\u201c-\u201f]");
  private static final Pattern SINGLE_QUOTE = Pattern.compile("[\u02bc\u2018-\u201b]");
  private static final Pattern LONE_SURROGATE = Pattern.compile("[\\ud800-\\udfff]");

  /** IJ, 'n, DZ, LJ, NJ and their kind; ff, fi, fl, ffi, ffl, long st, st. */
  private static final String LATIN_LIGATURES =
      "\u0132\u0133\u0149\u01c4\u01c5\u01c6\u01c7\u01c8\u01c9\u01ca\u01cb\u01cc"
          + "\u01f1\u01f2\u01f3\ufb00\ufb01\ufb02\ufb03\ufb04\ufb05\ufb06";

  private static final Map<Integer, String> LIGATURES = ligatures();
  private static final Map<Integer, String> WIDTHS = widths();

  private TextRepair() {}

  /**
   * Repairs a text, line by line. From the first line with a {@code <} on it is taken for HTML,
   * whose character references stay.
   *
   * @param text any text
   * @return the repaired text
   */
  public static String fix(String text) {
    if (isPlain(text)) {
      return text;
    }
    StringBuilder fixed = new StringBuilder(text.length());
    boolean unescape = true;
    int end;
    for (int at = 0; at < text.length(); at = end) {
      end = segmentEnd(text, at);
      String segment = text.substring(at, end);
      unescape &= segment.indexOf('<') < 0;
      fixed.append(fixSegment(segment, unescape));
    }
    return fixed.toString();
  }

  /** Printable ASCII without references: what nearly every class name is, and nothing to do. */
  private static boolean isPlain(String text) {
    return text.chars().allMatch(unit -> unit >= ' ' && unit < 0x7f && unit != '&');
  }

  private static int segmentEnd(String text, int from) {
    int newline = text.indexOf('\n', from);
    int end = newline < 0 ? text.length() : newline + 1;
    return text.codePointCount(from, end) > LONGEST_SEGMENT
        ? text.offsetByCodePoints(from, LONGEST_SEGMENT)
        : end;
  }

  /** One repair may uncover another: all are applied until nothing changes. */
  private static String fixSegment(String segment, boolean unescape) {
    String before;
    String text = segment;
    do {
      before = text;
      text = unescape ? HtmlEntities.unescapeCertain(text) : text;
      text = fixCharacters(EncodingRepair.fix(text));
    } while (!text.equals(before));
    return text;
  }

  private static String fixCharacters(String encoded) {
    String text = EncodingRepair.fixControls(encoded);
    text = translate(text, LIGATURES);
    text = translate(text, WIDTHS);
    text = DOUBLE_QUOTE.matcher(text).replaceAll("\"");
    text = SINGLE_QUOTE.matcher(text).replaceAll("'");
    text = LINE_BREAK.matcher(text).replaceAll("\n");
    text = LONE_SURROGATE.matcher(text).replaceAll("\ufffd");
    text = TERMINAL_ESCAPE.matcher(text).replaceAll("");
    text = CONTROL.matcher(text).replaceAll("");
    return CharacterTable.OPENAI.compose(text);
  }

  private static String translate(String text, Map<Integer, String> table) {
    if (text.chars().noneMatch(table::containsKey)) { // all keys are of the basic plane
      return text;
    }
    StringBuilder translated = new StringBuilder(text.length());
    for (int at = 0; at < text.length(); at++) {
      char unit = text.charAt(at);
      translated.append(table.getOrDefault((int) unit, String.valueOf(unit)));
    }
    return translated.toString();
  }

  /** Latin ones, apart as compatible characters say; of these only the long s stays what it is. */
  private static Map<Integer, String> ligatures() {
    Map<Integer, String> table = new HashMap<>();
    LATIN_LIGATURES.chars().forEach(point -> table.put(point, usual(point)));
    table.put(0xfb05, "\u017ft");
    return Map.copyOf(table);
  }

  /** Full-width Latin and half-width Katakana and Hangul; these compositions have no newer ones. */
  private static Map<Integer, String> widths() {
    Map<Integer, String> table = new HashMap<>(Map.of(0x3000, " "));
    for (int point = 0xff01; point < 0xfff0; point++) {
      if (!usual(point).equals(Character.toString(point))) {
        table.put(point, usual(point));
      }
    }
    return Map.copyOf(table);
  }

  private static String usual(int point) {
    return Normalizer.normalize(Character.toString(point), Normalizer.Form.NFKC);
  }
}
