package org.softcpt.trainer.method;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.prompt.Prompt;
import org.softcpt.models.prompt.PromptBatch;

/**
 * Some of a list of prompts, packed. Groups keep their numbers.
 *
 * @param prompts the whole list
 * @param shape of their contexts
 * @param positions how many the text transformer has
 * @param chosen places in the list, ascending
 * @param batch the chosen ones
 */
record PromptSelection(
    List<Prompt> prompts, ContextShape shape, int positions, int[] chosen, PromptBatch batch) {

  /** All of them. */
  static PromptSelection all(List<Prompt> prompts, ContextShape shape, int positions)
      throws InvalidInputException {
    return of(prompts, shape, positions, IntStream.range(0, prompts.size()).toArray());
  }

  private static PromptSelection of(
      List<Prompt> prompts, ContextShape shape, int positions, int[] chosen)
      throws InvalidInputException {
    List<Prompt> some = IntStream.of(chosen).mapToObj(prompts::get).toList();
    PromptBatch batch = PromptBatch.of(some, shape.prefix(), shape.inner(), positions);
    return new PromptSelection(prompts, shape, positions, chosen, batch);
  }

  /** Some of them. */
  PromptSelection only(int[] some) {
    if (some.length == prompts.size()) {
      return this;
    }
    try {
      return of(prompts, shape, positions, some.clone());
    } catch (InvalidInputException e) { // all have been packed before
      throw new IllegalStateException("a prompt that fitted no longer does", e);
    }
  }

  /** Length of the whole list. */
  int count() {
    return prompts.size();
  }

  /** The place of a prompt among the chosen. */
  int placeOf(long prompt) {
    int place = Arrays.binarySearch(chosen, (int) prompt);
    if (place < 0) {
      throw new IllegalArgumentException("prompt %d was not chosen".formatted(prompt));
    }
    return place;
  }
}
