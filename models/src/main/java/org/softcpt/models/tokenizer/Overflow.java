package org.softcpt.models.tokenizer;

/** What happens to a text of more tokens than the model has places. */
public enum Overflow {
  /** It is refused, as OpenAI's {@code tokenize} does if not told otherwise. */
  REFUSE,

  /**
   * What exceeds is cut off, and EOT takes the last place: {@code truncate=True}, open_clip's way.
   */
  TRUNCATE
}
