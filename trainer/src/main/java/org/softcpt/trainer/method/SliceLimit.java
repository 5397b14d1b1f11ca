package org.softcpt.trainer.method;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.softcpt.models.prompt.PromptBatch;
import org.softcpt.models.prompt.PromptSlice;

/**
 * How many prompts go through the text encoder at once.
 *
 * @param rows most rows of a slice: its prompts, padded to its longest, and its prefixes. A prompt
 *     that has more is a slice of its own
 */
public record SliceLimit(int rows) {

  /**
   * Checks the number.
   *
   * @throws IllegalArgumentException if it is below 1
   */
  public SliceLimit {
    if (rows < 1) {
      throw new IllegalArgumentException("rows of a slice: expected at least 1, found " + rows);
    }
  }

  /**
   * As many rows as fit into memory.
   *
   * @param bytes for the activations of a slice
   * @param rowBytes of a row, {@link TextSegments#rowBytes}
   * @return the limit, at least one row
   */
  public static SliceLimit within(long bytes, long rowBytes) {
    return new SliceLimit((int) Math.min(Integer.MAX_VALUE, Math.max(1, bytes / rowBytes)));
  }

  /** Whether all prompts fit at once. */
  boolean holds(PromptBatch prompts) {
    return end(prompts, 0) == prompts.prompts();
  }

  /** Cuts where the next prompt would be too much. */
  List<PromptSlice> slices(PromptBatch prompts) {
    List<PromptSlice> slices = new ArrayList<>();
    int from = 0;
    while (from < prompts.prompts()) {
      int to = end(prompts, from);
      slices.add(PromptSlice.of(prompts, from, to));
      from = to;
    }
    return slices;
  }

  /** The first prompt that does not fit with those from {@code from} on. */
  private int end(PromptBatch prompts, int from) {
    Set<Long> groups = new HashSet<>();
    long longest = 0;
    for (int prompt = from; prompt < prompts.prompts(); prompt++) {
      longest = Math.max(longest, length(prompts, prompt));
      groups.add(prompts.groups()[prompt]);
      long prefixes = groups.size() * (1L + prompts.prefixContexts());
      if (prompt > from && (prompt + 1 - from) * longest + prefixes > rows) {
        return prompt;
      }
    }
    return prompts.prompts();
  }

  private static long length(PromptBatch prompts, int prompt) {
    return prompts.eotRows()[prompt] - (prompt == 0 ? -1 : prompts.eotRows()[prompt - 1]);
  }
}
