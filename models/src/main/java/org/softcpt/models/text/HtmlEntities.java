package org.softcpt.models.text;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces HTML's character references, by the HTML 5 rules as Python's {@code html.unescape}
 * applies them: names may lack their semicolon, numbers in 0x80..0x9f mean Windows-1252.
 *
 * @see <a
 *     href="https://html.spec.whatwg.org/multipage/parsing.html#character-reference-state">HTML,
 *     character references</a>
 */
public final class HtmlEntities {

  /** What cannot be but a reference: a name or number of moderate length, with its semicolon. */
  private static final Pattern CERTAIN = Pattern.compile("&(#?[0-9A-Za-z]{1,24};)");

  private static final Pattern REFERENCE =
      Pattern.compile("&(#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[^\\t\\n\\f <&#;]{1,32};?)");

  /** Windows-1252 from 0x80 on; its five unused places stand for themselves. */
  private static final String WINDOWS_1252 =
      "\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f"
          + "\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178";

  private static final String REPLACEMENT = "\ufffd";

  private static final Map<String, String> NAMES = names();
  private static final Map<String, String> CERTAIN_NAMES = certainNames();

  private HtmlEntities() {}

  /**
   * Replaces character references.
   *
   * @param text any text
   * @return the text without them
   */
  public static String unescape(String text) {
    if (text.indexOf('&') < 0) {
      return text;
    }
    return REFERENCE
        .matcher(text)
        .replaceAll(match -> Matcher.quoteReplacement(replacement(match)));
  }

  /**
   * Replaces only what ftfy takes for a reference: with a semicolon; names in capitals, such as
   * {@code &EACUTE;}, too.
   */
  static String unescapeCertain(String text) {
    return text.indexOf('&') < 0
        ? text
        : CERTAIN
            .matcher(text)
            .replaceAll(match -> Matcher.quoteReplacement(certainReplacement(match)));
  }

  private static String certainReplacement(MatchResult match) {
    String reference = match.group(1);
    if (reference.charAt(0) != '#') {
      return CERTAIN_NAMES.getOrDefault(reference, match.group());
    }
    String unescaped = unescape(match.group());
    return unescaped.indexOf(';') < 0 ? unescaped : match.group(); // read in part: not a number
  }

  private static String replacement(MatchResult match) {
    String reference = match.group(1);
    return reference.charAt(0) == '#' ? numbered(reference) : named(reference);
  }

  private static String numbered(String reference) {
    boolean hexadecimal = Character.toLowerCase(reference.charAt(1)) == 'x';
    String digits = reference.substring(hexadecimal ? 2 : 1).replace(";", "");
    BigInteger number = new BigInteger(digits, hexadecimal ? 16 : 10);
    return number.bitLength() > 21 ? REPLACEMENT : character(number.intValue());
  }

  private static String character(int code) {
    if (code >= 0x80 && code <= 0x9f) {
      return WINDOWS_1252.substring(code - 0x80, code - 0x7f);
    }
    if (code == 0 || code > Character.MAX_CODE_POINT || (code >= 0xd800 && code <= 0xdfff)) {
      return REPLACEMENT;
    }
    return isForbidden(code) ? "" : Character.toString(code);
  }

  private static boolean isForbidden(int code) {
    boolean control = code < 0x20 && code != '\t' && code != '\n' && code != '\f' && code != '\r';
    boolean noncharacter = (code >= 0xfdd0 && code <= 0xfdef) || (code & 0xfffe) == 0xfffe;
    return control || code == 0x7f || noncharacter;
  }

  /** The longest known name at the start wins; what follows it stays. */
  private static String named(String reference) {
    for (int length = reference.length(); length > 1; length--) {
      String characters = NAMES.get(reference.substring(0, length));
      if (characters != null) {
        return characters + reference.substring(length);
      }
    }
    return "&" + reference;
  }

  private static Map<String, String> names() {
    Map<String, String> names = new HashMap<>();
    TextTables.rows("html-entities.tsv")
        .forEach((name, codePoints) -> names.put(name, text(codePoints)));
    return Map.copyOf(names);
  }

  private static String text(String codePoints) {
    StringBuilder text = new StringBuilder();
    for (String codePoint : codePoints.split(" ")) {
      text.appendCodePoint(Integer.parseInt(codePoint, 16));
    }
    return text.toString();
  }

  /**
   * Names with a semicolon; those in small letters also in capitals, if these mean nothing else.
   */
  private static Map<String, String> certainNames() {
    Map<String, String> certain = new HashMap<>();
    NAMES.forEach(
        (name, characters) -> {
          String capitals = name.toUpperCase(Locale.ROOT);
          if (name.endsWith(";")) {
            certain.put(name, characters);
          }
          if (name.endsWith(";")
              && name.equals(name.toLowerCase(Locale.ROOT))
              && named(capitals).equals("&" + capitals)) {
            certain.put(capitals, characters.toUpperCase(Locale.ROOT));
          }
        });
    return Map.copyOf(certain);
  }
}
