package org.softcpt.models.tokenizer;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import org.softcpt.models.text.CharacterTable;

/**
 * Splits clean text into words: a special token, an English contraction, a run of letters, a single
 * number, or a run of other characters that are not white space; in this order of preference.
 */
final class WordSplitter {

  private static final List<String> SPECIAL = List.of(Vocabulary.START, Vocabulary.END);
  private static final List<String> CONTRACTIONS =
      List.of("'s", "'t", "'re", "'ve", "'m", "'ll", "'d");

  private final TextFlavour flavour;
  private final CharacterTable characters;

  WordSplitter(TextFlavour flavour) {
    this.flavour = flavour;
    characters = flavour.characters();
  }

  /** Hands on each word, from the first to the last. */
  void split(String text, Consumer<String> words) {
    int end;
    for (int at = 0; at < text.length(); at = end) {
      int point = text.codePointAt(at);
      end = at + Character.charCount(point);
      if (!characters.isSeparator(point)) {
        end = end(text, at, point);
        addWord(text.substring(at, end), words);
      }
    }
  }

  private int end(String text, int at, int point) {
    int special = endOfKnown(text, at, SPECIAL);
    int known = special > at ? special : endOfKnown(text, at, CONTRACTIONS);
    if (known > at) {
      return known;
    }
    if (characters.isLetter(point)) {
      return endOfRun(text, at, characters::isLetter);
    }
    return characters.isNumber(point)
        ? at + Character.charCount(point)
        : endOfRun(text, at, this::isOther);
  }

  /** The text is in lower case but for a long s, which OpenAI's pattern takes for an s. */
  private int endOfKnown(String text, int at, List<String> known) {
    boolean ignoreCase = flavour == TextFlavour.OPENAI;
    for (String word : known) {
      if (text.regionMatches(ignoreCase, at, word, 0, word.length())) {
        return at + word.length();
      }
    }
    return at;
  }

  private static int endOfRun(String text, int from, IntPredicate belongs) {
    int end = from;
    while (end < text.length() && belongs.test(text.codePointAt(end))) {
      end += Character.charCount(text.codePointAt(end));
    }
    return end;
  }

  private boolean isOther(int point) {
    return !characters.isSeparator(point)
        && !characters.isLetter(point)
        && !characters.isNumber(point);
  }

  /** Hugging Face's splits once more, by GPT-2's pattern, which knows no special tokens. */
  private void addWord(String word, Consumer<String> words) {
    if (flavour == TextFlavour.HUGGING_FACE && SPECIAL.contains(word)) {
      words.accept(word.substring(0, 2));
      words.accept(word.substring(2, word.length() - 2));
      words.accept(word.substring(word.length() - 2));
    } else {
      words.accept(word);
    }
  }
}
