package org.softcpt.models.prompt;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.softcpt.models.io.InvalidInputException;

/**
 * The suffixes of a run's prompts, packed: N tokens in all, no padding. Every suffix follows a
 * prefix that its group shares, {@code [SOS] context_1 … context_P}. Where the name does not come
 * last, or each prompt has a context of its own, context vectors stand in the suffixes too: the
 * <i>inner</i> contexts. If all are inner, the prefix is SOS alone and shared by all.
 *
 * <p>Rows are counted in the packed tokens, slots in the padded grid {@code [C, S]}. The arrays are
 * not copied: they go to the graphs as they are and nobody may change them.
 *
 * @param tokens token ids, prompt after prompt {@code [N]}
 * @param positions place of each token in its whole sequence, SOS at 0 {@code [N]}
 * @param rows packed row of each place of the grid; a pad points at its prompt's EOT {@code [C·S]}
 * @param slots place of each packed row in the flattened grid, prompt·S + offset {@code [N]}
 * @param groups whose prefix each prompt follows {@code [C]}
 * @param eotRows packed row of each prompt's EOT {@code [C]}
 * @param tasks whose softmax each prompt belongs to {@code [C]}
 * @param sources where each suffix row's embedding is: its own number for a token, N +
 *     group·innerContexts + i for an inner context {@code [N]}; empty if there are none
 * @param prompts C, the number of prompts
 * @param width S, the length of the longest suffix
 * @param prefixContexts P, context vectors in the prefix
 * @param innerContexts context vectors in the suffixes of each group
 */
public record PromptBatch(
    long[] tokens,
    long[] positions,
    long[] rows,
    long[] slots,
    long[] groups,
    long[] eotRows,
    long[] tasks,
    long[] sources,
    int prompts,
    int width,
    int prefixContexts,
    int innerContexts) {

  /**
   * Checks that the lengths fit together.
   *
   * @throws IllegalArgumentException if they do not, or there is no prompt
   */
  public PromptBatch {
    check("prompts, at least 1", Math.max(prompts, 1), prompts);
    check("positions", tokens.length, positions.length);
    check("slots", tokens.length, slots.length);
    check("rows", Math.multiplyExact(prompts, width), rows.length);
    check("groups", prompts, groups.length);
    check("EOT rows", prompts, eotRows.length);
    check("tasks", prompts, tasks.length);
    check("sources", innerContexts == 0 ? 0 : tokens.length, sources.length);
  }

  /**
   * Packs prompts that our own code made, without inner contexts; a prompt's task is its group.
   *
   * @param suffixes token ids of each prompt after the context, EOT last
   * @param groups group of each prompt, from 0
   * @param prefixLength tokens before the suffix: 1 (SOS) + P
   * @param contextLength positions the text transformer has
   * @return the batch
   * @throws IllegalArgumentException if a suffix is empty, a prompt is longer than the context
   *     length (the message gives its index), or a group is negative
   */
  public static PromptBatch of(
      List<int[]> suffixes, int[] groups, int prefixLength, int contextLength) {
    check("groups", suffixes.size(), groups.length);
    List<Prompt> prompts = new ArrayList<>();
    for (int i = 0; i < groups.length; i++) {
      prompts.add(new Prompt("prompt " + i, suffixes.get(i), groups[i], groups[i]));
    }
    try {
      return of(prompts, prefixLength - 1, 0, contextLength);
    } catch (InvalidInputException e) { // no user chose these
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /**
   * Packs prompts whose names the user chose.
   *
   * @param prompts at least one
   * @param prefixContexts P, context vectors of the prefix
   * @param innerContexts context vectors that stand in each suffix; with P = 0 every prompt follows
   *     the same prefix, SOS alone
   * @param contextLength positions the text transformer has
   * @return the batch
   * @throws InvalidInputException if a prompt is longer than the context length; the message gives
   *     its name
   * @throws IllegalArgumentException if there is no prompt or a number is out of range
   */
  public static PromptBatch of(
      List<Prompt> prompts, int prefixContexts, int innerContexts, int contextLength)
      throws InvalidInputException {
    for (Prompt prompt : prompts) {
      int length = 1 + prefixContexts + prompt.suffix().length;
      if (length > contextLength) {
        throw new InvalidInputException(
            "'%s': %s".formatted(prompt.name(), excess(length, contextLength)));
      }
    }
    return new PromptPacker(prompts, prefixContexts, innerContexts).pack();
  }

  /**
   * Counts the groups of the prefixes.
   *
   * @return one more than the largest group
   */
  public int groupCount() {
    return 1 + (int) IntStream.range(0, prompts).mapToLong(p -> groups[p]).max().orElseThrow();
  }

  private static String excess(int length, int contextLength) {
    return "the prompt has %d tokens (SOS, context, name, full stop, EOT), the model takes at most %d"
        .formatted(length, contextLength);
  }

  static void check(String what, int expected, int found) {
    if (expected != found) {
      throw new IllegalArgumentException(
          "expected %d %s, found %d".formatted(expected, what, found));
    }
  }
}
