package org.softcpt.models.tokenizer;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;

/**
 * What a tokenizer does besides merging.
 *
 * @param flavour whose rules it follows
 * @param addedTokens tokens that text is searched for; none for OpenAI's
 */
@JsonNaming(SnakeCaseStrategy.class)
record TokenizerSettings(TextFlavour flavour, List<AddedToken> addedTokens) {

  static final TokenizerSettings OPENAI = new TokenizerSettings(TextFlavour.OPENAI, List.of());

  /** What transformers makes of a vocabulary that comes without settings. */
  static final TokenizerSettings HUGGING_FACE =
      new TokenizerSettings(
          TextFlavour.HUGGING_FACE,
          List.of(new AddedToken(Vocabulary.START, false), new AddedToken(Vocabulary.END, false)));

  TokenizerSettings {
    if (flavour == null || addedTokens == null) {
      throw new IllegalArgumentException("tokenizer: expected flavour and added_tokens");
    }
    addedTokens = List.copyOf(addedTokens);
    if (flavour == TextFlavour.OPENAI && !addedTokens.isEmpty()) {
      throw new IllegalArgumentException("tokenizer: OpenAI's takes no added_tokens");
    }
  }

  /** The plain settings of a flavour. */
  static TokenizerSettings of(TextFlavour flavour) {
    return flavour == TextFlavour.OPENAI ? OPENAI : HUGGING_FACE;
  }
}
