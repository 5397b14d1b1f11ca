package org.softcpt.models.text;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Tells text that was decoded in a wrong encoding by sequences of characters that are rare
 * otherwise, such as an accented small letter before a currency sign. Rules and classes of
 * characters are ftfy's; they stand in this package's resources.
 */
final class Mojibake {

  private static final Pattern CLASSES = Pattern.compile("\\{([a-z][a-z0-9_ ]*)}");

  /** Python's {@code \s}. */
  private static final String SPACE =
      "[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]";

  private static final Map<String, String> MEMBERS = TextTables.rows("mojibake-characters.tsv");

  private static final Pattern UNLIKELY = rules(MEMBERS);
  private static final PairFilter FILTER = new PairFilter(UNLIKELY, characters());

  private Mojibake() {}

  /** Whether a text, not all ASCII, looks wrongly decoded. */
  static boolean isLikely(String text) {
    Matcher matcher = UNLIKELY.matcher(text).useAnchoringBounds(false); // \A is the text's start
    for (int at = 0; at < text.length(); at++) {
      if (FILTER.mayMatch(text, at) && matcher.region(at, text.length()).lookingAt()) {
        return true;
      }
    }
    return false;
  }

  /** All that a rule can start with, and more: ASCII, white space, the classes' members. */
  private static BitSet characters() {
    BitSet characters = new BitSet();
    characters.set(0, 0x80);
    Pattern space = Pattern.compile(SPACE);
    IntStream.rangeClosed(0, Character.MAX_VALUE)
        .filter(unit -> space.matcher(String.valueOf((char) unit)).matches())
        .forEach(characters::set);
    MEMBERS.values().forEach(ranges -> characters.or(TextTables.set(ranges)));
    return characters;
  }

  private static Pattern rules(Map<String, String> members) {
    String alternatives =
        TextTables.lines("mojibake-rules.txt").stream()
            .map(rule -> CLASSES.matcher(rule).replaceAll(match -> quoted(match.group(1), members)))
            .collect(Collectors.joining("|"));
    return Pattern.compile(alternatives);
  }

  private static String quoted(String names, Map<String, String> members) {
    return Matcher.quoteReplacement(
        Arrays.stream(names.split(" "))
            .map(name -> name.equals("space") ? SPACE : expression(members.get(name)))
            .collect(Collectors.joining("", "[", "]")));
  }

  private static String expression(String ranges) {
    StringBuilder expression = new StringBuilder();
    for (String range : ranges.split(",")) {
      int[] bounds = TextTables.bounds(range);
      expression.append("\\u%04x-\\u%04x".formatted(bounds[0], bounds[1]));
    }
    return expression.toString();
  }
}
