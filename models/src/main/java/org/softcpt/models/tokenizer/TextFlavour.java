package org.softcpt.models.tokenizer;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.text.CharacterTable;
import org.softcpt.models.text.HtmlEntities;
import org.softcpt.models.text.TextRepair;

/** Whose tokenizer is followed where the published ones differ (docs/tokenizer.md). */
public enum TextFlavour {
  /**
   * OpenAI's {@code simple_tokenizer.py}: text is repaired by ftfy, HTML references are replaced
   * twice, special tokens are known in any case. open_clip's differs in the spelling of these only.
   */
  OPENAI("openai", CharacterTable.OPENAI) {
    @Override
    String clean(String text) {
      String fixed = TextRepair.fix(text);
      return characters().lower(HtmlEntities.unescape(HtmlEntities.unescape(fixed)));
    }
  },

  /**
   * {@code CLIPTokenizer} of Hugging Face's transformers: canonical composition and lower case
   * only.
   */
  HUGGING_FACE("hugging-face", CharacterTable.HUGGING_FACE) {
    @Override
    String clean(String text) {
      return characters().lower(characters().compose(text));
    }
  };

  private final String label;
  private final CharacterTable characters;

  TextFlavour(String label, CharacterTable characters) {
    this.label = label;
    this.characters = characters;
  }

  /** What happens to text before it is split into words; white space stays, it separates them. */
  abstract String clean(String text);

  CharacterTable characters() {
    return characters;
  }

  /**
   * Its name in files and on the command line.
   *
   * @return {@code "openai"} or {@code "hugging-face"}
   */
  @JsonValue
  public String label() {
    return label;
  }

  /**
   * Finds a flavour by its name.
   *
   * @param label as {@link #label()} gives it
   * @return the flavour
   * @throws InvalidInputException if there is none of this name
   */
  public static TextFlavour of(String label) throws InvalidInputException {
    try {
      return ofLabel(label);
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException(e.getMessage(), e);
    }
  }

  @JsonCreator
  private static TextFlavour ofLabel(String label) {
    return Arrays.stream(values())
        .filter(flavour -> flavour.label.equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "tokenizer flavour: expected %s, found '%s'".formatted(labels(), label)));
  }

  private static String labels() {
    return Arrays.stream(values()).map(TextFlavour::label).collect(Collectors.joining(" or "));
  }
}
