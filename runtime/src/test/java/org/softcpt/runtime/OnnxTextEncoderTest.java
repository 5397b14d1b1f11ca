package org.softcpt.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OnnxTextEncoderTest {

  /** The tiny graph adds eighths below 4: exact in single precision. */
  private static final float EXACT = 0;

  @TempDir Path folder;

  private TextEncoder encoder;

  @BeforeEach
  void open() throws IOException {
    encoder = OnnxTextEncoder.open(Graphs.textFolder(folder), Graphs.CONTEXT, Graphs.CPU, 4);
  }

  @AfterEach
  void close() {
    encoder.close();
  }

  @ParameterizedTest // none, one, below, at and above the batch of four
  @ValueSource(ints = {0, 1, 3, 4, 5, 13})
  void neitherBatchNorPaddingShows(int count) {
    List<int[]> sequences = sequences(count);
    float[][] features = encoder.encode(sequences);
    for (int row = 0; row < count; row++) {
      assertArrayEquals(Graphs.textFeature(sequences.get(row)), features[row], EXACT);
    }
  }

  @Test
  void refusesSequencesThatDoNotFit() {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> encoder.encode(List.of(new int[Graphs.CONTEXT + 1])));
    assertTrue(refused.getMessage().contains("found " + (Graphs.CONTEXT + 1)));
    assertThrows(IllegalArgumentException.class, () -> encoder.encode(List.of(new int[0])));
  }

  @Test
  void aTokenOutsideTheVocabularyFailsWithoutHarm() {
    assertThrows(InferenceException.class, () -> encoder.encode(List.of(new int[] {1, 99_999, 2})));
    int[] good = {1, 2};
    assertArrayEquals(Graphs.textFeature(good), encoder.encode(List.of(good))[0], EXACT);
  }

  @Test
  void mayBeClosedTwiceButNotUsedAfterwards() {
    encoder.close();
    encoder.close();
    assertThrows(IllegalStateException.class, () -> encoder.encode(sequences(1)));
  }

  private static List<int[]> sequences(int count) {
    Random random = new Random(count);
    List<int[]> sequences = new ArrayList<>();
    for (int row = 0; row < count; row++) {
      sequences.add(random.ints(1 + random.nextInt(Graphs.CONTEXT), 0, 514).toArray());
    }
    return sequences;
  }
}
