package org.softcpt.models.prompt;

import java.util.Arrays;
import java.util.List;

/** Fills the arrays of a {@link PromptBatch}, one prompt after the other. */
final class PromptPacker {

  private final List<int[]> suffixes;
  private final int prefixLength;
  private final int width;
  private final long[] tokens;
  private final long[] positions;
  private final long[] rows;
  private final long[] slots;
  private final long[] groups;
  private final long[] eotRows;

  PromptPacker(List<int[]> suffixes, int[] groups, int prefixLength) {
    PromptBatch.check("groups", suffixes.size(), groups.length);
    if (suffixes.stream().anyMatch(suffix -> suffix.length == 0)) {
      throw new IllegalArgumentException("a suffix has no token: not even EOT");
    }
    if (prefixLength < 1 || Arrays.stream(groups).anyMatch(group -> group < 0)) {
      throw new IllegalArgumentException(
          "prefix length must be 1 or more, groups 0 or more: %d, %s"
              .formatted(prefixLength, Arrays.toString(groups)));
    }
    this.suffixes = suffixes;
    this.prefixLength = prefixLength;
    width = suffixes.stream().mapToInt(suffix -> suffix.length).max().orElse(0);
    int packed = suffixes.stream().mapToInt(suffix -> suffix.length).reduce(0, Math::addExact);
    tokens = new long[packed];
    positions = new long[packed];
    slots = new long[packed];
    rows = new long[Math.multiplyExact(suffixes.size(), width)];
    this.groups = Arrays.stream(groups).asLongStream().toArray();
    eotRows = new long[suffixes.size()];
  }

  PromptBatch pack() {
    int row = 0;
    for (int prompt = 0; prompt < suffixes.size(); prompt++) {
      row = pack(prompt, row);
    }
    return new PromptBatch(tokens, positions, rows, slots, groups, eotRows, suffixes.size(), width);
  }

  private int pack(int prompt, int firstRow) {
    int[] suffix = suffixes.get(prompt);
    int firstSlot = prompt * width;
    for (int offset = 0; offset < suffix.length; offset++) {
      int row = firstRow + offset;
      tokens[row] = suffix[offset];
      positions[row] = prefixLength + offset;
      slots[row] = firstSlot + offset;
      rows[firstSlot + offset] = row;
    }
    int end = firstRow + suffix.length;
    eotRows[prompt] = end - 1;
    Arrays.fill(rows, firstSlot + suffix.length, firstSlot + width, end - 1);
    return end;
  }
}
