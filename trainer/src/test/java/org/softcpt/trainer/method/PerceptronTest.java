package org.softcpt.trainer.method;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The deeper sub-network against the same network in plain loops and double precision. */
class PerceptronTest {

  private static final int ROWS = 3;
  private static final int[] SIZES = {7, 5, 5, 13}; // two hidden layers
  private static final long SEED = 19;

  /**
   * Values near 1 through three layers of at most 13 products: reckoned 3e-7, allowed ten times.
   */
  private static final float TOLERANCE = 3e-6f;

  private final SubNetwork network = SubNetwork.perceptron(SIZES[0], SIZES[1], 2, SIZES[3], SEED);
  private final float[] features = random(ROWS * SIZES[0], 1);
  private final float[] errors = random(ROWS * SIZES[3], 2);

  @BeforeEach
  void biasesAreNotZero() {
    for (Parameter parameter : network.parameters()) {
      Random random = new Random(parameter.values().length);
      for (int i = 0; i < parameter.values().length; i++) {
        parameter.values()[i] += 0.3f * (float) random.nextGaussian();
      }
    }
  }

  @AfterEach
  void close() {
    network.close();
  }

  @Test
  void layersAreNamedInOrder() {
    assertEquals(
        List.of(
            "sub_network.0.weight",
            "sub_network.0.bias",
            "sub_network.1.weight",
            "sub_network.1.bias",
            "sub_network.2.weight",
            "sub_network.2.bias"),
        network.parameters().stream().map(Parameter::name).toList());
    assertEquals(List.of(5, 13), network.parameters().get(4).shape());
  }

  @Test
  void forwardIsReluBetweenAffineMaps() {
    assertArrayEquals(new Plain().output(), network.forward(features), TOLERANCE);
  }

  @Test
  void backwardIsTheChainRule() {
    Plain plain = new Plain();
    plain.backward();
    network.forward(features);
    float[] found = network.backward(errors);
    assertArrayEquals(plain.floats(plain.gradients[0]), found, TOLERANCE);
    for (int layer = 0; layer < 3; layer++) {
      Parameter weight = network.parameters().get(2 * layer);
      Parameter bias = network.parameters().get(2 * layer + 1);
      assertArrayEquals(plain.floats(plain.weights[layer]), weight.gradient(), TOLERANCE);
      assertArrayEquals(plain.floats(plain.biases[layer]), bias.gradient(), TOLERANCE);
    }
  }

  @Test
  void startingValuesHaveTheDocumentedDeviations() {
    try (SubNetwork large = SubNetwork.perceptron(400, 300, 1, 500, SEED)) {
      assertEquals(Math.sqrt(2.0 / 400), deviation(large.parameters().get(0)), 1e-3);
      assertEquals(0, deviation(large.parameters().get(1)));
      assertEquals(0.02, deviation(large.parameters().get(2)), 2e-4);
    }
  }

  private static double deviation(Parameter parameter) {
    double squares = 0;
    for (float value : parameter.values()) {
      squares += (double) value * value;
    }
    return Math.sqrt(squares / parameter.values().length);
  }

  /** The same network, slowly. */
  private final class Plain {

    final double[][] values = new double[4][]; // input, after each layer
    final double[][] gradients = new double[4][];
    final double[][] weights = new double[3][];
    final double[][] biases = new double[3][];

    Plain() {
      values[0] = doubles(features);
      for (int layer = 0; layer < 3; layer++) {
        values[layer + 1] = forward(layer);
      }
    }

    float[] output() {
      return floats(values[3]);
    }

    private double[] forward(int layer) {
      float[] weight = network.parameters().get(2 * layer).values();
      float[] bias = network.parameters().get(2 * layer + 1).values();
      int outputs = bias.length;
      int inputs = weight.length / outputs;
      double[] result = new double[ROWS * outputs];
      for (int i = 0; i < result.length; i++) {
        double sum = bias[i % outputs];
        for (int k = 0; k < inputs; k++) {
          sum += values[layer][i / outputs * inputs + k] * weight[k * outputs + i % outputs];
        }
        result[i] = layer < 2 ? Math.max(0, sum) : sum;
      }
      return result;
    }

    void backward() {
      gradients[3] = doubles(errors);
      for (int layer = 2; layer >= 0; layer--) {
        float[] weight = network.parameters().get(2 * layer).values();
        int outputs = network.parameters().get(2 * layer + 1).values().length;
        int inputs = weight.length / outputs;
        weights[layer] = new double[weight.length];
        biases[layer] = new double[outputs];
        gradients[layer] = new double[ROWS * inputs];
        for (int i = 0; i < ROWS * outputs; i++) {
          boolean dead = layer < 2 && values[layer + 1][i] == 0;
          double error = dead ? 0 : gradients[layer + 1][i];
          biases[layer][i % outputs] += error;
          for (int k = 0; k < inputs; k++) {
            int source = i / outputs * inputs + k;
            weights[layer][k * outputs + i % outputs] += error * values[layer][source];
            gradients[layer][source] += error * weight[k * outputs + i % outputs];
          }
        }
      }
    }

    float[] floats(double[] array) {
      float[] result = new float[array.length];
      for (int i = 0; i < result.length; i++) {
        result[i] = (float) array[i];
      }
      return result;
    }
  }

  private static double[] doubles(float[] array) {
    double[] result = new double[array.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = array[i];
    }
    return result;
  }

  private static float[] random(int count, long seed) {
    Random random = new Random(seed);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = random.nextFloat() * 2 - 1;
    }
    return values;
  }
}
