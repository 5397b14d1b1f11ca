package org.softcpt.models.prompt;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Prompts that follow one another in a batch, as a batch of their own with the contexts they take
 * and no others.
 *
 * @param from place of its first prompt in the whole batch
 * @param batch the prompts; their groups are numbered anew, from 0
 * @param groups what each of them was in the whole batch, ascending; not copied
 */
public record PromptSlice(int from, PromptBatch batch, int[] groups) {

  /**
   * Cuts a slice out.
   *
   * @param whole the batch
   * @param from its first prompt
   * @param to behind its last prompt
   * @return the slice
   * @throws IllegalArgumentException if there is no prompt between the two
   */
  public static PromptSlice of(PromptBatch whole, int from, int to) {
    if (from < 0 || to > whole.prompts() || from >= to) {
      throw new IllegalArgumentException(
          "prompts %d to %d of %d".formatted(from, to, whole.prompts()));
    }
    int[] groups =
        IntStream.range(from, to).map(prompt -> group(whole, prompt)).distinct().sorted().toArray();
    List<Prompt> prompts = new ArrayList<>();
    for (int prompt = from; prompt < to; prompt++) {
      int group = Arrays.binarySearch(groups, group(whole, prompt));
      int task = (int) whole.tasks()[prompt];
      prompts.add(new Prompt("prompt " + prompt, suffix(whole, prompt), group, task));
    }
    PromptPacker packer = new PromptPacker(prompts, whole.prefixContexts(), whole.innerContexts());
    return new PromptSlice(from, packer.pack(), groups);
  }

  /** Whose context a prompt takes; where all share SOS as their prefix, its suffix says so. */
  private static int group(PromptBatch whole, int prompt) {
    if (whole.prefixContexts() > 0 || whole.innerContexts() == 0) {
      return (int) whole.groups()[prompt];
    }
    return IntStream.rangeClosed(first(whole, prompt), (int) whole.eotRows()[prompt])
        .map(row -> (int) whole.sources()[row] - whole.tokens().length)
        .filter(inner -> inner >= 0)
        .map(inner -> inner / whole.innerContexts())
        .findFirst()
        .orElse(0);
  }

  private static int[] suffix(PromptBatch whole, int prompt) {
    return IntStream.rangeClosed(first(whole, prompt), (int) whole.eotRows()[prompt])
        .map(row -> place(whole, row))
        .toArray();
  }

  /** A token, or what stands for an inner context. */
  private static int place(PromptBatch whole, int row) {
    int inner =
        whole.innerContexts() == 0 ? -1 : (int) whole.sources()[row] - whole.tokens().length;
    return inner < 0
        ? (int) whole.tokens()[row]
        : Prompt.innerContext(inner % whole.innerContexts());
  }

  private static int first(PromptBatch whole, int prompt) {
    return prompt == 0 ? 0 : (int) whole.eotRows()[prompt - 1] + 1;
  }
}
