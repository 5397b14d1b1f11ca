package org.softcpt.benchmarks.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrendTest {

  @Test
  void findsALineExactly() {
    Trend trend =
        Trend.of(IntStream.range(0, 7).mapToObj(x -> new Trend.Point(x, 3 - 0.5 * x)).toList());
    assertEquals(-0.5, trend.slope(), 1e-12); // rounding of seven sums
    assertEquals(0, trend.error(), 1e-12);
  }

  @Test // numbers of statsmodels would be the same formula; the law is that errors cover the truth
  void errorCoversTheTruth() {
    Random random = new Random(5);
    int covered = 0;
    for (int trial = 0; trial < 200; trial++) {
      Trend trend =
          Trend.of(
              IntStream.range(0, 40)
                  .mapToObj(x -> new Trend.Point(x, 2 * x + random.nextGaussian()))
                  .toList());
      covered += Math.abs(trend.slope() - 2) < 2 * trend.error() ? 1 : 0;
    }
    // 95 % are expected; three standard deviations of 200 trials are 4.6 %.
    assertTrue(covered >= 180 && covered < 200, "covered " + covered + " of 200, seed 5");
  }
}
