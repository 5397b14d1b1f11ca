package org.softcpt.trainer.method;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SubNetworkTest {

  private static final int TASKS = 3;
  private static final int INPUTS = 7;
  private static final int OUTPUTS = 13;
  private static final long SEED = 11;

  /** Sums of at most 13 float products below 1 round by at most 13 · 6e-8 = 8e-7; twice that. */
  private static final float TOLERANCE = 2e-6f;

  private final SubNetwork network = SubNetwork.linear(INPUTS, OUTPUTS, SEED);
  private final float[] features = random(TASKS * INPUTS, 1);
  private final float[] errors = random(TASKS * OUTPUTS, 2);

  @AfterEach
  void close() {
    network.close();
  }

  @Test
  void forwardIsTheMatrixProduct() {
    float[] expected =
        product(features, network.parameters().get(0).values(), TASKS, INPUTS, OUTPUTS);
    assertArrayEquals(expected, network.forward(features), TOLERANCE);
  }

  @Test // dP = dᵀ · dS, exported row-major although the network keeps columns
  void parameterGradientIsTheClosedForm() {
    network.forward(features);
    network.backward(errors);
    float[] expected = product(transposed(features, TASKS, INPUTS), errors, INPUTS, TASKS, OUTPUTS);
    assertArrayEquals(expected, network.parameters().get(0).gradient(), TOLERANCE);
  }

  @Test // dd = dS · Pᵀ
  void inputGradientIsTheClosedForm() {
    float[] weights = transposed(network.parameters().get(0).values(), INPUTS, OUTPUTS);
    float[] expected = product(errors, weights, TASKS, OUTPUTS, INPUTS);
    network.forward(features);
    assertArrayEquals(expected, network.backward(errors), TOLERANCE);
  }

  @Test // the map is bilinear, so a difference quotient has no truncation error, only rounding
  void parameterGradientMatchesTheDifferenceQuotient() {
    float[] values = network.parameters().get(0).values();
    float[] direction = random(values.length, 3);
    network.forward(features);
    network.backward(errors);
    double projected = dot(network.parameters().get(0).gradient(), direction);
    double slope = (lossAt(direction, 1) - lossAt(direction, -1)) / 2;
    assertEquals(slope, projected, 1e-5 * Math.abs(slope) + 1e-5, "seed " + SEED);
  }

  @Test
  void changedValuesAreUsedByTheNextPass() {
    float[] values = network.parameters().get(0).values();
    network.forward(features);
    Arrays.fill(values, 0);
    assertArrayEquals(new float[TASKS * OUTPUTS], network.forward(features));
  }

  @Test
  void oneTaskIsEnough() {
    float[] one = random(INPUTS, 4);
    network.forward(one);
    assertEquals(INPUTS, network.backward(random(OUTPUTS, 5)).length);
  }

  @Test
  void startsWithThePublishedDeviation() {
    try (SubNetwork large = SubNetwork.linear(64, 512, SEED)) {
      float[] values = large.parameters().get(0).values();
      double deviation = Math.sqrt(dot(values, values) / values.length);
      // the standard error of a deviation over n draws is 1/sqrt(2n) of it: 0.4 %, five times that
      assertEquals(0.02, deviation, 0.02 * 0.02, "seed " + SEED);
    }
  }

  @Test
  void equalSeedsGiveEqualValues() {
    try (SubNetwork again = SubNetwork.linear(INPUTS, OUTPUTS, SEED)) {
      assertArrayEquals(network.parameters().get(0).values(), again.parameters().get(0).values());
    }
  }

  @Test
  void rejectsIncompleteRows() {
    assertThrows(IllegalArgumentException.class, () -> network.forward(new float[INPUTS + 1]));
    network.forward(features);
    assertThrows(IllegalArgumentException.class, () -> network.backward(new float[OUTPUTS - 1]));
    assertThrows(IllegalArgumentException.class, () -> network.backward(new float[OUTPUTS]));
  }

  @Test
  void thereIsNoWayBackBeforeTheWayForward() {
    assertThrows(IllegalStateException.class, () -> network.backward(errors));
  }

  private double lossAt(float[] direction, int sign) {
    float[] values = network.parameters().get(0).values();
    float[] saved = values.clone();
    for (int i = 0; i < values.length; i++) {
      values[i] += sign * direction[i];
    }
    double loss = dot(network.forward(features), errors);
    System.arraycopy(saved, 0, values, 0, saved.length);
    return loss;
  }

  private static float[] random(int count, long seed) {
    Random random = new Random(seed);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = random.nextFloat() * 2 - 1;
    }
    return values;
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }

  private static float[] transposed(float[] matrix, int rows, int columns) {
    float[] result = new float[matrix.length];
    for (int i = 0; i < matrix.length; i++) {
      result[i % columns * rows + i / columns] = matrix[i];
    }
    return result;
  }

  private static float[] product(float[] a, float[] b, int rows, int inner, int columns) {
    float[] result = new float[rows * columns];
    for (int i = 0; i < result.length; i++) {
      double sum = 0;
      for (int k = 0; k < inner; k++) {
        sum += (double) a[i / columns * inner + k] * b[k * columns + i % columns];
      }
      result[i] = (float) sum;
    }
    return result;
  }
}
