package org.softcpt.models.text;

import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

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

  private static final Pattern UNLIKELY = rules();

  private Mojibake() {}

  /** Whether a text, not all ASCII, looks wrongly decoded. */
  static boolean isLikely(String text) {
    return UNLIKELY.matcher(text).find();
  }

  private static Pattern rules() {
    Map<String, String> members = TextTables.rows("mojibake-characters.tsv");
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
