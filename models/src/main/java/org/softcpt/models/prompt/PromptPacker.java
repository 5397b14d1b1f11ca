package org.softcpt.models.prompt;

import java.util.Arrays;
import java.util.List;

/** Fills the arrays of a {@link PromptBatch}, one prompt after the other. */
final class PromptPacker {

  private final List<Prompt> prompts;
  private final int prefixContexts;
  private final int innerContexts;
  private final int width;
  private final long[] tokens;
  private final long[] positions;
  private final long[] rows;
  private final long[] slots;
  private final long[] sources;
  private final long[] eotRows;

  PromptPacker(List<Prompt> prompts, int prefixContexts, int innerContexts) {
    if (prefixContexts < 0 || innerContexts < 0) {
      throw new IllegalArgumentException(
          "contexts must be 0 or more: %d in the prefix, %d in suffixes"
              .formatted(prefixContexts, innerContexts));
    }
    this.prompts = prompts;
    this.prefixContexts = prefixContexts;
    this.innerContexts = innerContexts;
    width = prompts.stream().mapToInt(prompt -> prompt.suffix().length).max().orElse(0);
    int packed =
        prompts.stream().mapToInt(prompt -> prompt.suffix().length).reduce(0, Math::addExact);
    tokens = new long[packed];
    positions = new long[packed];
    slots = new long[packed];
    sources = new long[innerContexts == 0 ? 0 : packed];
    rows = new long[Math.multiplyExact(prompts.size(), width)];
    eotRows = new long[prompts.size()];
  }

  PromptBatch pack() {
    int row = 0;
    for (int prompt = 0; prompt < prompts.size(); prompt++) {
      row = pack(prompt, row);
    }
    boolean onePrefix = prefixContexts == 0 && innerContexts > 0;
    return new PromptBatch(
        tokens,
        positions,
        rows,
        slots,
        prompts.stream().mapToLong(prompt -> onePrefix ? 0 : prompt.group()).toArray(),
        eotRows,
        prompts.stream().mapToLong(Prompt::task).toArray(),
        sources,
        prompts.size(),
        width,
        prefixContexts,
        innerContexts);
  }

  private int pack(int prompt, int firstRow) {
    int[] suffix = prompts.get(prompt).suffix();
    int firstSlot = prompt * width;
    for (int offset = 0; offset < suffix.length; offset++) {
      int row = firstRow + offset;
      place(row, suffix[offset], prompts.get(prompt).group());
      positions[row] = 1 + prefixContexts + offset;
      slots[row] = firstSlot + offset;
      rows[firstSlot + offset] = row;
    }
    int end = firstRow + suffix.length;
    eotRows[prompt] = end - 1;
    Arrays.fill(rows, firstSlot + suffix.length, firstSlot + width, end - 1);
    return end;
  }

  /** An inner context's row has token 0, which nothing reads. */
  private void place(int row, int token, int group) {
    tokens[row] = Math.max(token, 0);
    if (innerContexts > 0) {
      int inner = -1 - token;
      sources[row] = token >= 0 ? row : tokens.length + Math.addExact(group * innerContexts, inner);
    } else if (token < 0) {
      throw new IllegalArgumentException("an inner context where none were announced: " + token);
    }
  }
}
