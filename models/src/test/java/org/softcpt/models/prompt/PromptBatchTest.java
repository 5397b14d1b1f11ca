package org.softcpt.models.prompt;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.softcpt.models.io.InvalidInputException;

class PromptBatchTest {

  private static final int CONTEXT = 77;

  @ParameterizedTest // prompts, longest suffix, seed
  @CsvSource({"1, 1, 1", "1, 5, 2", "7, 3, 3", "100, 9, 4", "13, 60, 5"})
  void gatheringThenScatteringReturnsThePackedRows(int prompts, int longest, long seed) {
    PromptBatch batch = random(prompts, longest, seed);
    long[] grid = gathered(batch.tokens(), batch.rows());
    assertArrayEquals(batch.tokens(), gathered(grid, batch.slots()), "seed " + seed);
    long[] all = LongStream.range(0, batch.tokens().length).toArray();
    assertArrayEquals(all, gathered(batch.rows(), batch.slots()), "seed " + seed);
  }

  @ParameterizedTest
  @CsvSource({"7, 3, 3", "100, 9, 4"})
  void everyPadPointsAtItsPromptsEot(int prompts, int longest, long seed) {
    PromptBatch batch = random(prompts, longest, seed);
    for (int prompt = 0; prompt < prompts; prompt++) {
      long eot = batch.eotRows()[prompt];
      int last = (int) batch.slots()[(int) eot];
      assertEquals(prompt, last / batch.width(), "seed " + seed);
      for (int slot = last; slot < (prompt + 1) * batch.width(); slot++) {
        assertEquals(eot, batch.rows()[slot], "seed " + seed);
      }
    }
  }

  @Test
  void packsAsTheFormatSays() { // by hand, from docs/design/main-line.md: prefix of SOS + 2
    PromptBatch batch =
        PromptBatch.of(
            List.of(new int[] {5, 6, 9}, new int[] {9}, new int[] {7, 9}),
            new int[] {0, 0, 1},
            3,
            CONTEXT);
    assertArrayEquals(new long[] {5, 6, 9, 9, 7, 9}, batch.tokens());
    assertArrayEquals(new long[] {3, 4, 5, 3, 3, 4}, batch.positions());
    assertArrayEquals(new long[] {0, 1, 2, 3, 3, 3, 4, 5, 5}, batch.rows());
    assertArrayEquals(new long[] {0, 1, 2, 3, 6, 7}, batch.slots());
    assertArrayEquals(new long[] {0, 0, 1}, batch.groups());
    assertArrayEquals(new long[] {2, 3, 5}, batch.eotRows());
    assertEquals(3, batch.prompts());
    assertEquals(3, batch.width());
    assertEquals(2, batch.groupCount());
  }

  @Test
  void aPromptMayFillTheContextAndNoMore() throws InvalidInputException {
    List<int[]> suffix = List.of(new int[60]);
    int[] group = {0};
    assertEquals(76, PromptBatch.of(suffix, group, 17, CONTEXT).positions()[59]);
    Exception ours =
        assertThrows(
            IllegalArgumentException.class, () -> PromptBatch.of(suffix, group, 18, CONTEXT));
    String excess =
        "the prompt has 78 tokens (SOS, context, name, full stop, EOT), the model takes at most 77";
    assertEquals("'prompt 0': " + excess, ours.getMessage());
    List<Prompt> named = List.of(new Prompt("very long name", new int[60], 0, 0));
    assertEquals(60, PromptBatch.of(named, 16, 0, CONTEXT).width());
    Exception users =
        assertThrows(InvalidInputException.class, () -> PromptBatch.of(named, 17, 0, CONTEXT));
    assertEquals("'very long name': " + excess, users.getMessage());
  }

  @Test
  void rejectsWhatIsNoPrompt() {
    List<int[]> one = List.of(new int[] {9});
    assertRejected(List.of(), new int[0], 1);
    assertRejected(List.of(new int[0]), new int[] {0}, 1);
    assertRejected(one, new int[] {0, 0}, 1);
    assertRejected(one, new int[] {-1}, 1);
    assertRejected(one, new int[] {0}, 0);
    List<Prompt> unannounced =
        List.of(new Prompt("context", new int[] {Prompt.innerContext(0), 9}, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> PromptBatch.of(unannounced, 2, 0, CONTEXT));
  }

  @Test
  void innerContextsComeAfterAllTokensGroupByGroup() throws InvalidInputException {
    int context0 = Prompt.innerContext(0);
    int context1 = Prompt.innerContext(1);
    List<Prompt> prompts =
        List.of(
            new Prompt("first", new int[] {7, context0, context1, 9}, 0, 0),
            new Prompt("second", new int[] {context0, context1, 9}, 3, 1));
    PromptBatch batch = PromptBatch.of(prompts, 0, 2, CONTEXT);
    assertArrayEquals(new long[] {7, 0, 0, 9, 0, 0, 9}, batch.tokens());
    assertArrayEquals(new long[] {0, 7, 8, 3, 7 + 6, 7 + 7, 6}, batch.sources());
    assertArrayEquals(new long[] {1, 2, 3, 4, 1, 2, 3}, batch.positions());
    assertArrayEquals(new long[] {0, 0}, batch.groups(), "all follow SOS alone");
    assertArrayEquals(new long[] {0, 1}, batch.tasks());
    assertArrayEquals(
        new long[] {0, 3}, PromptBatch.of(prompts, 1, 2, CONTEXT).groups(), "their own prefix");
  }

  private static void assertRejected(List<int[]> suffixes, int[] groups, int prefix) {
    assertThrows(
        IllegalArgumentException.class, () -> PromptBatch.of(suffixes, groups, prefix, CONTEXT));
  }

  private static PromptBatch random(int prompts, int longest, long seed) {
    Random random = new Random(seed);
    List<int[]> suffixes = new ArrayList<>();
    for (int prompt = 0; prompt < prompts; prompt++) {
      int length = prompt == 0 ? longest : 1 + random.nextInt(longest);
      suffixes.add(random.ints(length, 0, 49408).toArray());
    }
    return PromptBatch.of(suffixes, new int[prompts], 17, CONTEXT);
  }

  private static long[] gathered(long[] values, long[] rows) {
    return LongStream.of(rows).map(row -> values[(int) row]).toArray();
  }
}
