package org.softcpt.onnx.clip;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnQuantisationTest {

  private static double[] weights(long seed, int outputs, int inputs) {
    Random random = new Random(seed);
    double[] weights = new double[outputs * inputs];
    for (int i = 0; i < weights.length; i++) {
      double spread = Math.exp(3 * (i / inputs % 5) - 6); // outputs of very different sizes
      weights[i] = spread * random.nextGaussian() * (random.nextInt(40) == 0 ? 20 : 1);
    }
    return weights;
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 11", "3, 7, 12", "5, 13, 13", "32, 207, 14"})
  void everyWeightIsWithinHalfAStep(int outputs, int inputs, long seed) {
    double[] weights = weights(seed, outputs, inputs);
    ColumnQuantisation bytes = ColumnQuantisation.of(weights, outputs, inputs);
    for (int output = 0; output < outputs; output++) {
      double scale = bytes.scales()[output];
      for (int input = 0; input < inputs; input++) {
        double found = scale * bytes.values()[input * outputs + output];
        double wanted = weights[output * inputs + input];
        assertEquals(wanted, found, scale * 0.5000001, "seed " + seed); // the quotient's rounding
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"3, 7, 22", "5, 13, 23", "32, 207, 24", "64, 4096, 25"})
  void noPairOfNeighboursLeavesSixteenBits(int outputs, int inputs, long seed) {
    float[] values =
        ColumnQuantisation.of(weights(seed, outputs, inputs), outputs, inputs).values();
    for (int at = 0; at < values.length; at++) {
      assertTrue(Math.abs(values[at]) <= 127, "seed " + seed);
      int input = at / outputs;
      double pair = values[at] + (input % 2 == 0 && input + 1 < inputs ? values[at + outputs] : 0);
      double most = 255 * pair;
      assertTrue(most <= Short.MAX_VALUE && most >= Short.MIN_VALUE, "seed " + seed);
    }
  }

  @Test
  void theScaleIsNoCoarserThanItsWeightsNeed() {
    double[] weights = {3, -1, 2, -2.5}; // one output; largest weight 3, sums of neighbours smaller
    assertEquals(3f / 127, ColumnQuantisation.of(weights, 1, 4).scales()[0]);
    double[] equal = {1.5, 1.5, 0, 0}; // neighbours add up to 3
    assertEquals(3f / 127, ColumnQuantisation.of(equal, 1, 4).scales()[0]);
  }

  @Test
  void aConstantOutputIsNearlyHalfTheRange() {
    double[] weights = new double[13];
    Arrays.fill(weights, -0.7);
    ColumnQuantisation bytes = ColumnQuantisation.of(weights, 1, 13);
    float[] expected = new float[13];
    Arrays.fill(expected, -64); // -63.5, to even
    assertArrayEquals(expected, bytes.values());
    assertEquals(1.4 / 127, bytes.scales()[0], 1e-9); // single precision of 0.011
  }

  @Test
  void zeroAndVanishingWeightsAreZero() {
    double[] weights = {0, 0, 1e-44, -1e-44};
    ColumnQuantisation bytes = ColumnQuantisation.of(weights, 2, 2);
    assertArrayEquals(new float[] {1, 1}, bytes.scales());
    for (float value : bytes.values()) {
      assertEquals(0, value, 0);
    }
  }

  @Test
  void aGreatWeightCostsTheSmallOnesOfItsOutputOnly() {
    double[] weights = {1e30, 1, 0.5, 1}; // [2, 2]
    float[] values = ColumnQuantisation.of(weights, 2, 2).values(); // [inputs, outputs]
    assertArrayEquals(new float[] {127, 42, 0, 85}, values);
  }
}
