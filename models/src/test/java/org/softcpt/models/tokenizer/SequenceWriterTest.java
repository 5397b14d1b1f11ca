package org.softcpt.models.tokenizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.softcpt.models.io.InvalidInputException;

class SequenceWriterTest {

  private static final ClipTokenizer CLIP = ClipTokenizer.clip(TextFlavour.OPENAI);
  private static final int CAT = 2368;

  @Test // clip.tokenize("a cat") of OpenAI's code
  void startsAndEndsAndPadsWithZeros() throws InvalidInputException {
    int[] expected = new int[77];
    expected[0] = 49406;
    expected[1] = 320;
    expected[2] = CAT;
    expected[3] = 49407;
    SequenceWriter writer = new SequenceWriter(CLIP, 77, Overflow.REFUSE);
    assertArrayEquals(expected, writer.padded("a cat"));
    assertArrayEquals(Arrays.copyOf(expected, 4), writer.sequence("a cat"));
  }

  @ParameterizedTest // 75 tokens fit
  @ValueSource(ints = {0, 1, 74, 75})
  void whatFitsIsNotCut(int tokens) throws InvalidInputException {
    String text = "cat ".repeat(tokens);
    for (Overflow overflow : Overflow.values()) {
      int[] sequence = new SequenceWriter(CLIP, 77, overflow).sequence(text);
      assertEquals(tokens + 2, sequence.length);
      assertEquals(tokens, Arrays.stream(sequence).filter(id -> id == CAT).count());
    }
  }

  @Test
  void whatDoesNotFitIsCutOrRefused() throws InvalidInputException {
    String text = "cat ".repeat(75) + "dog";
    int[] cut = new SequenceWriter(CLIP, 77, Overflow.TRUNCATE).padded(text);
    assertEquals(77, cut.length);
    assertEquals(CAT, cut[75]);
    assertEquals(49407, cut[76]);
    SequenceWriter refusing = new SequenceWriter(CLIP, 77, Overflow.REFUSE);
    InvalidInputException refused =
        assertThrows(InvalidInputException.class, () -> refusing.padded(text));
    assertEquals(
        "text '" + text + "': expected at most 77 tokens with start and end, found 78",
        refused.getMessage());
  }

  @Test
  void startAndEndNeedTwoPlaces() throws InvalidInputException {
    int[] shortest = new SequenceWriter(CLIP, 2, Overflow.TRUNCATE).sequence("a cat");
    assertArrayEquals(new int[] {49406, 49407}, shortest);
    assertThrows(
        IllegalArgumentException.class, () -> new SequenceWriter(CLIP, 1, Overflow.TRUNCATE));
  }
}
