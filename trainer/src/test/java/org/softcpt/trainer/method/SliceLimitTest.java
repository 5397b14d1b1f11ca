package org.softcpt.trainer.method;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.softcpt.models.prompt.PromptBatch;
import org.softcpt.models.prompt.PromptSlice;

class SliceLimitTest {

  /** Prefixes of three rows, suffixes of 2, 2, 4, 1 and 1 rows, two groups. */
  private final PromptBatch prompts =
      PromptBatch.of(
          List.of(new int[2], new int[2], new int[4], new int[1], new int[1]),
          new int[] {0, 0, 0, 1, 1},
          3,
          77);

  @Test
  void cutsWhereThePaddedRowsWouldBeTooMany() {
    assertEquals(List.of(2, 1, 2), sizes(10)); // 3 + 2·2; then 3 + 3·4 is too much, so is 6 + 2·4
    assertEquals(List.of(3, 2), sizes(15)); // 3 + 3·4; then 6 + 4·4
    assertEquals(List.of(5), sizes(26)); // 6 + 5·4
    assertEquals(List.of(3, 2), sizes(21)); // one row less than 6 + 4·4
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 9, 14, 15, 22, 25, 26, 1000})
  void everyPromptIsInOneSliceAndNoneIsTooLargeButOnesOfOnePrompt(int rows) {
    int next = 0;
    for (PromptSlice slice : new SliceLimit(rows).slices(prompts)) {
      assertEquals(next, slice.from());
      next += slice.batch().prompts();
      int size = 3 * slice.groups().length + slice.batch().prompts() * slice.batch().width();
      assertTrue(size <= rows || slice.batch().prompts() == 1, "rows " + size);
    }
    assertEquals(prompts.prompts(), next);
  }

  @Test
  void holdsWhatNeedsNoCut() {
    assertTrue(new SliceLimit(26).holds(prompts));
    assertFalse(new SliceLimit(25).holds(prompts));
  }

  @Test
  void memoryIsCountedInRows() {
    assertEquals(new SliceLimit(7), SliceLimit.within(70, 10));
    assertEquals(new SliceLimit(7), SliceLimit.within(79, 10));
    assertEquals(new SliceLimit(1), SliceLimit.within(9, 10));
    assertEquals(new SliceLimit(Integer.MAX_VALUE), SliceLimit.within(Long.MAX_VALUE, 1));
    assertThrows(IllegalArgumentException.class, () -> new SliceLimit(0));
  }

  private List<Integer> sizes(int rows) {
    return new SliceLimit(rows)
        .slices(prompts).stream().map(slice -> slice.batch().prompts()).toList();
  }
}
