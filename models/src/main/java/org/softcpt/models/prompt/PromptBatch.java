package org.softcpt.models.prompt;

import java.util.List;
import java.util.stream.IntStream;
import org.softcpt.models.io.InvalidInputException;

/**
 * The suffixes of a run's prompts, packed: N tokens in all, no padding. Every suffix follows a
 * prefix that its group shares, {@code [SOS] context_1 … context_L}.
 *
 * <p>Rows are counted in the packed tokens, slots in the padded grid {@code [C, S]}. The arrays are
 * not copied: they go to the graphs as they are and nobody may change them.
 *
 * @param tokens token ids, prompt after prompt {@code [N]}
 * @param positions place of each token in its whole sequence, SOS at 0 {@code [N]}
 * @param rows packed row of each place of the grid; a pad points at its prompt's EOT {@code [C·S]}
 * @param slots place of each packed row in the flattened grid, prompt·S + offset {@code [N]}
 * @param groups group of each prompt {@code [C]}
 * @param eotRows packed row of each prompt's EOT {@code [C]}
 * @param prompts C, the number of prompts
 * @param width S, the length of the longest suffix
 */
public record PromptBatch(
    long[] tokens,
    long[] positions,
    long[] rows,
    long[] slots,
    long[] groups,
    long[] eotRows,
    int prompts,
    int width) {

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
  }

  /**
   * Packs prompts that our own code made.
   *
   * @param suffixes token ids of each prompt after the context, EOT last
   * @param groups group of each prompt, from 0
   * @param prefixLength tokens before the suffix: 1 (SOS) + L
   * @param contextLength positions the text transformer has
   * @return the batch
   * @throws IllegalArgumentException if a suffix is empty, a prompt is longer than the context
   *     length (the message gives its index), or a group is negative
   */
  public static PromptBatch of(
      List<int[]> suffixes, int[] groups, int prefixLength, int contextLength) {
    for (int prompt = 0; prompt < suffixes.size(); prompt++) {
      int length = prefixLength + suffixes.get(prompt).length;
      if (length > contextLength) {
        throw new IllegalArgumentException(
            "prompt %d: %s".formatted(prompt, excess(length, contextLength)));
      }
    }
    return new PromptPacker(suffixes, groups, prefixLength).pack();
  }

  /**
   * Packs prompts whose names the user chose.
   *
   * @param names what each prompt is called in the message for the user, e.g. its class name
   * @param suffixes token ids of each prompt after the context, EOT last
   * @param groups group of each prompt, from 0
   * @param prefixLength tokens before the suffix: 1 (SOS) + L
   * @param contextLength positions the text transformer has
   * @return the batch
   * @throws InvalidInputException if a prompt is longer than the context length; the message gives
   *     its name
   * @throws IllegalArgumentException if a suffix is empty, a group is negative, or the lists differ
   *     in length
   */
  public static PromptBatch ofNamed(
      List<String> names, List<int[]> suffixes, int[] groups, int prefixLength, int contextLength)
      throws InvalidInputException {
    check("names", suffixes.size(), names.size());
    for (int prompt = 0; prompt < suffixes.size(); prompt++) {
      int length = prefixLength + suffixes.get(prompt).length;
      if (length > contextLength) {
        throw new InvalidInputException(
            "'%s': %s".formatted(names.get(prompt), excess(length, contextLength)));
      }
    }
    return of(suffixes, groups, prefixLength, contextLength);
  }

  /**
   * Counts the groups.
   *
   * @return G, one more than the largest group
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
