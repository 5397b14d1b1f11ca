package org.softcpt.models.tokenizer;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What happens to text before it is split: canonical composition, HTML references replaced twice
 * (captions from the web carry {@code &amp;amp;}), white space collapsed, lower case.
 */
final class TextCleaner {

  private static final Pattern WHITE_SPACE =
      Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);

  private TextCleaner() {}

  static String clean(String text) {
    String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
    String unescaped = HtmlEntities.unescape(HtmlEntities.unescape(composed));
    return WHITE_SPACE.matcher(unescaped).replaceAll(" ").strip().toLowerCase(Locale.ROOT);
  }
}
