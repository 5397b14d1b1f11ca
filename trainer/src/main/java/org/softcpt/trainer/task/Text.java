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

  /** CLIP's tokenizer reads lower case, so names that differ in case alone are one prompt. */
  static String folded(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** The first text that occurs a second time. */
  static Optional<String> duplicate(Collection<String> texts) {
    Set<String> seen = new HashSet<>();
    return texts.stream().filter(text -> !seen.add(text)).findFirst();
  }
}
