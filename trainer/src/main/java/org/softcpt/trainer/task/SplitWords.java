package org.softcpt.trainer.task;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.softcpt.models.io.InvalidInputException;

/**
 * How a list calls the splits.
 *
 * @param words by split; copied
 */
record SplitWords(Map<Split, List<String>> words) {

  SplitWords {
    words = Map.copyOf(words);
  }

  /** Reads {@code splits}; a split that it does not mention is called as we call it. */
  static SplitWords read(YamlSection task) throws InvalidInputException {
    Map<Split, List<String>> words = new EnumMap<>(Split.class);
    for (Split split : Split.values()) {
      words.put(split, List.of(split.key()));
    }
    if (task.has("splits")) {
      YamlSection section = task.inside("splits", task.get("splits"), "train", "val", "test");
      for (Split split : Split.values()) {
        List<String> given = section.texts(split.key());
        words.put(split, given.isEmpty() ? words.get(split) : given);
      }
    }
    return new SplitWords(words);
  }

  Split split(String word, String place) throws InvalidInputException {
    for (Split split : Split.values()) {
      if (words.get(split).contains(word)) {
        return split;
      }
    }
    String known =
        List.of(Split.values()).stream()
            .flatMap(split -> words.get(split).stream())
            .collect(Collectors.joining(", "));
    throw new InvalidInputException(
        "%s: unknown split '%s'; known: %s".formatted(place, word, known));
  }
}
