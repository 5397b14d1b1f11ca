package org.softcpt.trainer.method;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SinkhornTest {

  private static final Sinkhorn PUBLISHED = new Sinkhorn(0.1, 100);

  private static double[] cosines(int places, int prompts, long seed) {
    return new Random(seed).doubles((long) places * prompts, -1, 1).toArray();
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 1", "1, 4, 2", "13, 1, 3", "49, 4, 4", "7, 5, 5"})
  void columnsHaveEqualSharesAndRowsNearlySo(int places, int prompts, long seed) {
    double[] plan = PUBLISHED.plan(cosines(places, prompts, seed), prompts);
    double[] rows = new double[places];
    double[] columns = new double[prompts];
    for (int i = 0; i < plan.length; i++) {
      rows[i / prompts] += plan[i];
      columns[i % prompts] += plan[i];
    }
    double[] equal = new double[prompts];
    Arrays.fill(equal, 1.0 / prompts);
    assertArrayEquals(equal, columns, 1e-12);
    for (double row : rows) { // the threshold is on scales, which are 1 and more here
      assertEquals(1.0 / places, row, 1e-2 / places, "seed " + seed);
    }
  }

  @Test
  void onePromptHearsEveryPlaceAlike() {
    double[] plan = PUBLISHED.plan(cosines(13, 1, 6), 1);
    for (double share : plan) {
      assertEquals(1.0 / 13, share, 1e-12);
    }
  }

  @Test
  void muchEntropyMakesThePlanEven() {
    double[] plan = new Sinkhorn(1e6, 100).plan(cosines(7, 5, 7), 5);
    for (double share : plan) {
      assertEquals(1.0 / 35, share, 1e-6);
    }
  }

  @Test // the assignment problem's answer by hand: each place to the prompt it resembles
  void littleEntropyGivesTheBestAssignment() {
    double[] cosines = {0.9, 0.1, 0.2, /**/ 0.3, 0.2, 0.8, /**/ 0.0, 0.7, 0.1};
    double[] plan = new Sinkhorn(0.01, 1000).plan(cosines, 3);
    double[] best = {1, 0, 0, 0, 0, 1, 0, 1, 0};
    for (int i = 0; i < 9; i++) {
      assertEquals(best[i] / 3, plan[i], 1e-6);
    }
  }

  @Test
  void theOrderOfPlacesIsTheOrderOfThePlan() {
    double[] cosines = cosines(6, 4, 8);
    double[] reversed = new double[24];
    for (int i = 0; i < 24; i++) {
      reversed[(5 - i / 4) * 4 + i % 4] = cosines[i];
    }
    double[] plan = PUBLISHED.plan(cosines, 4);
    double[] other = PUBLISHED.plan(reversed, 4);
    for (int i = 0; i < 24; i++) {
      assertEquals(plan[i], other[(5 - i / 4) * 4 + i % 4], 1e-12);
    }
  }

  @Test
  void moreIterationsComeNearerToEqualRows() {
    double[] cosines = cosines(9, 4, 9);
    double first = unevenness(new Sinkhorn(0.05, 1).plan(cosines, 4));
    double last = unevenness(new Sinkhorn(0.05, 100).plan(cosines, 4));
    assertTrue(last < first / 10, first + " to " + last);
  }

  private static double unevenness(double[] plan) {
    double sum = 0;
    for (int row = 0; row < 9; row++) {
      double share = Arrays.stream(plan, row * 4, row * 4 + 4).sum();
      sum += Math.abs(share - 1.0 / 9);
    }
    return sum;
  }
}
