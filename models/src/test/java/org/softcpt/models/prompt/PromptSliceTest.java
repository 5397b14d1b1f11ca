package org.softcpt.models.prompt;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.softcpt.models.io.InvalidInputException;

class PromptSliceTest {

  private static final int INNER = 2;

  @ParameterizedTest // contexts of the prefix, of suffixes: last, in the middle, one's own
  @CsvSource({"4, 0", "2, 2", "0, 2"})
  void aSliceOfAllIsTheWhole(int prefix, int inner) throws InvalidInputException {
    PromptBatch whole = PromptBatch.of(prompts(13, inner), prefix, inner, 77);
    requireSame(whole, PromptSlice.of(whole, 0, 13).batch());
  }

  @ParameterizedTest
  @CsvSource({"4, 0", "2, 2", "0, 2"})
  void aSliceIsWhatPackingItsPromptsGives(int prefix, int inner) throws InvalidInputException {
    List<Prompt> all = prompts(13, inner);
    PromptBatch whole = PromptBatch.of(all, prefix, inner, 77);
    PromptSlice slice = PromptSlice.of(whole, 5, 9);
    int[] groups = all.subList(5, 9).stream().mapToInt(Prompt::group).sorted().toArray();
    assertArrayEquals(groups, slice.groups());
    List<Prompt> renumbered = new ArrayList<>();
    for (Prompt prompt : all.subList(5, 9)) {
      int group = Arrays.binarySearch(groups, prompt.group());
      renumbered.add(new Prompt(prompt.name(), prompt.suffix(), group, prompt.task()));
    }
    assertEquals(5, slice.from());
    requireSame(PromptBatch.of(renumbered, prefix, inner, 77), slice.batch());
  }

  @Test
  void sharedContextsAreTakenOnce() {
    List<int[]> suffixes = List.of(new int[] {5, 9}, new int[] {6, 9}, new int[] {7, 8, 9});
    PromptBatch whole = PromptBatch.of(suffixes, new int[] {0, 3, 3}, 4, 77);
    PromptSlice slice = PromptSlice.of(whole, 1, 3);
    assertArrayEquals(new int[] {3}, slice.groups());
    assertArrayEquals(new long[] {0, 0}, slice.batch().groups());
    assertArrayEquals(new long[] {3, 3}, slice.batch().tasks());
    assertArrayEquals(new long[] {6, 9, 7, 8, 9}, slice.batch().tokens());
  }

  @ParameterizedTest
  @CsvSource({"-1, 2", "2, 2", "3, 2", "0, 14"})
  void refusesNoPromptAndForeignOnes(int from, int to) throws InvalidInputException {
    PromptBatch whole = PromptBatch.of(prompts(13, 0), 4, 0, 77);
    String message =
        assertThrows(IllegalArgumentException.class, () -> PromptSlice.of(whole, from, to))
            .getMessage();
    assertEquals("prompts %d to %d of 13".formatted(from, to), message);
  }

  /** Each of another length and with another group, not in order; inner contexts in front. */
  private static List<Prompt> prompts(int count, int inner) {
    Random random = new Random(3);
    List<Prompt> prompts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      IntStream contexts = IntStream.range(0, inner == 0 ? 0 : INNER).map(Prompt::innerContext);
      IntStream tokens = random.ints(1 + random.nextInt(6), 0, 500);
      int[] suffix = IntStream.concat(contexts, tokens).toArray();
      prompts.add(new Prompt("prompt " + i, suffix, i * 5 % count, i / 4));
    }
    return prompts;
  }

  private static void requireSame(PromptBatch expected, PromptBatch found) {
    assertArrayEquals(expected.tokens(), found.tokens());
    assertArrayEquals(expected.positions(), found.positions());
    assertArrayEquals(expected.rows(), found.rows());
    assertArrayEquals(expected.slots(), found.slots());
    assertArrayEquals(expected.groups(), found.groups());
    assertArrayEquals(expected.eotRows(), found.eotRows());
    assertArrayEquals(expected.tasks(), found.tasks());
    assertArrayEquals(expected.sources(), found.sources());
    assertEquals(expected.width(), found.width());
    assertEquals(expected.prefixContexts(), found.prefixContexts());
    assertEquals(expected.innerContexts(), found.innerContexts());
  }
}
