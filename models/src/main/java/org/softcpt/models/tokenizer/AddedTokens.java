package org.softcpt.models.tokenizer;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds added tokens, at each place the longest, and hands on the text between them. */
final class AddedTokens {

  private final Map<String, String> contents = new HashMap<>();
  private final Pattern pattern;

  private AddedTokens(List<AddedToken> tokens, UnaryOperator<String> spelling) {
    tokens.forEach(token -> contents.put(spelling.apply(token.content()), token.content()));
    pattern =
        Pattern.compile(
            contents.keySet().stream()
                .sorted(Comparator.comparing(String::length).reversed())
                .map(Pattern::quote)
                .collect(Collectors.joining("|")));
  }

  /** Those that are looked for in raw text. */
  static AddedTokens raw(List<AddedToken> tokens) {
    List<AddedToken> raw = tokens.stream().filter(token -> !token.normalized()).toList();
    return new AddedTokens(raw, content -> content);
  }

  /** Those that are looked for in cleaned text, cleaned themselves. */
  static AddedTokens normalized(List<AddedToken> tokens, TextFlavour flavour) {
    List<AddedToken> normalized = tokens.stream().filter(AddedToken::normalized).toList();
    return new AddedTokens(normalized, flavour::clean);
  }

  /** Hands on tokens, as the vocabulary spells them, and the texts between in their order. */
  void split(String text, Consumer<String> tokens, Consumer<String> texts) {
    int at = 0;
    Matcher matcher = pattern.matcher(text);
    while (!contents.isEmpty() && matcher.find()) {
      texts.accept(text.substring(at, matcher.start()));
      tokens.accept(contents.get(matcher.group()));
      at = matcher.end();
    }
    texts.accept(text.substring(at));
  }
}
