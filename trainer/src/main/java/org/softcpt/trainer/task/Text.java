package org.softcpt.trainer.task;

import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Names as prompts want them. */
final class Text {

  private Text() {}

  static String tidy(String name) {
    return name.replace('_', ' ').strip();
  }

  /**
   * The first text that occurs twice; CLIP's tokenizer reads lower case, so case is no difference.
   */
  static Optional<String> duplicate(Collection<String> texts) {
    Set<String> seen = new HashSet<>();
    return texts.stream().filter(text -> !seen.add(text.toLowerCase(Locale.ROOT))).findFirst();
  }
}
