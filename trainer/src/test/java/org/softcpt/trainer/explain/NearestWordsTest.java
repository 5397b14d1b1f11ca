package org.softcpt.trainer.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.softcpt.models.tensor.FloatTensor;
import org.softcpt.trainer.explain.Explanation.Word;

class NearestWordsTest {

  private static final int TOKENS = 207;
  private static final int WIDTH = 13;

  /** Rows of single precision, centred in double: an ulp or two of numbers about 1. */
  private static final double TOLERANCE = 1e-6;

  private final float[] table = centred(new Random(5));
  private final NearestWords nearest =
      new NearestWords(
          IntStream.range(0, TOKENS).mapToObj(i -> "t" + i).toList(),
          FloatTensor.of(table, TOKENS, WIDTH));

  @Test
  void aTokensOwnVectorIsNearestToIt() {
    for (int id = 0; id < TOKENS; id++) {
      Word word = nearest.of(row(id, 0), 1).get(0).get(0);
      assertEquals("t" + id, word.text());
      assertEquals(0, word.distance(), TOLERANCE);
    }
  }

  @Test // layer normalisation removes it, so it must not matter
  void aConstantChangesNothing() {
    List<Word> plain = nearest.of(row(17, 0), 9).get(0);
    List<Word> shifted = nearest.of(row(17, 3), 9).get(0);
    for (int i = 0; i < plain.size(); i++) {
      assertEquals(plain.get(i).id(), shifted.get(i).id());
      assertEquals(plain.get(i).distance(), shifted.get(i).distance(), TOLERANCE);
    }
  }

  @Test // sorted by another route: all distances, with the formula's other form
  void theNearestAreThoseOfAFullSort() {
    float[] vector = centred(new Random(99));
    List<Word> words =
        nearest.of(FloatTensor.of(java.util.Arrays.copyOf(vector, WIDTH), 1, WIDTH), 7).get(0);
    List<Integer> sorted =
        IntStream.range(0, TOKENS)
            .boxed()
            .sorted(java.util.Comparator.comparingDouble(id -> square(vector, id)))
            .toList();
    assertEquals(sorted.subList(0, 7), words.stream().map(Word::id).toList());
    for (int i = 1; i < words.size(); i++) {
      assertTrue(words.get(i).distance() >= words.get(i - 1).distance());
    }
  }

  private double square(float[] vector, int id) { // |v|² - 2 v·x + |x|²
    double sum = 0;
    for (int i = 0; i < WIDTH; i++) {
      double token = table[id * WIDTH + i];
      sum += (double) vector[i] * vector[i] - 2 * vector[i] * token + token * token;
    }
    return sum;
  }

  private FloatTensor row(int id, float shift) {
    float[] row = new float[WIDTH];
    for (int i = 0; i < WIDTH; i++) {
      row[i] = table[id * WIDTH + i] + shift;
    }
    return FloatTensor.of(row, 1, WIDTH);
  }

  private static float[] centred(Random random) {
    float[] values = new float[TOKENS * WIDTH];
    for (int row = 0; row < TOKENS; row++) {
      double[] drawn = random.doubles(WIDTH, -1, 1).toArray();
      double mean = java.util.Arrays.stream(drawn).average().orElseThrow();
      for (int i = 0; i < WIDTH; i++) {
        values[row * WIDTH + i] = (float) (drawn[i] - mean);
      }
    }
    return values;
  }
}
