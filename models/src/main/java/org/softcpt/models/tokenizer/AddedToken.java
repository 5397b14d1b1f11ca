package org.softcpt.models.tokenizer;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/**
 * A token of Hugging Face's that text is searched for before it is split into words.
 *
 * @param content its text, a key of the vocabulary
 * @param normalized whether it is looked for, composed and in lower case, in the cleaned text; else
 *     literally in the raw text
 */
@JsonNaming(SnakeCaseStrategy.class)
record AddedToken(String content, boolean normalized) {

  AddedToken {
    if (content == null || content.isEmpty()) {
      throw new IllegalArgumentException("added token: expected a text, found none");
    }
  }
}
