package org.softcpt.trainer.feature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every model's gradient against central differences along random directions. */
class TrainableModelTest {

  /** Truncation is about STEP², rounding about 1e-15/STEP: both stay below 1e-9. */
  private static final double STEP = 1e-5;

  /** Curvature of logits up to 20 multiplies the truncation; reckoned below 1e-8, times ten. */
  private static final double TOLERANCE = 1e-7;

  @ParameterizedTest
  @CsvSource({"cache, 11", "residual, 12", "blend, 13", "adapter, 14", "logistic, 15"})
  void gradientsMatchCentralDifferences(String name, long seed) {
    if (name.equals("logistic")) {
      checkLogistic(seed);
      return;
    }
    Random random = new Random(seed);
    Matrix images = matrix(random, 11, 7);
    TrainableModel model = model(name, random);
    model.weights().forEach(each -> shake(each.values(), random));
    int[] labels = {0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1};
    model.backward(SoftmaxLoss.of(model.logits(images), labels).gradient());
    for (Weights weights : model.weights()) {
      double[] direction = random.doubles(weights.values().length, -1, 1).toArray();
      double expected = Lbfgs.dot(direction, weights.gradient());
      double up = moved(model, weights, direction, STEP, images, labels);
      double down = moved(model, weights, direction, -STEP, images, labels);
      assertTrue(Math.abs(expected) > 1e-4, name + " " + weights.name() + ": no slope to check");
      assertEquals((up - down) / (2 * STEP), expected, TOLERANCE, name + " " + weights.name());
    }
  }

  private static void checkLogistic(long seed) {
    Random random = new Random(seed);
    LogisticRegression regression = new LogisticRegression(matrix(random, 11, 7), new int[11], 3);
    double[] point = random.doubles(24, -1, 1).toArray();
    double[] direction = random.doubles(24, -1, 1).toArray();
    double[] gradient = new double[24];
    regression.loss(point, gradient, 0.3);
    double up = regression.loss(sum(point, STEP, direction), new double[24], 0.3);
    double down = regression.loss(sum(point, -STEP, direction), new double[24], 0.3);
    assertEquals((up - down) / (2 * STEP), Lbfgs.dot(direction, gradient), TOLERANCE);
  }

  private static TrainableModel model(String name, Random random) {
    Matrix text = UnitRows.of(matrix(random, 3, 7)).units();
    return switch (name) {
      case "cache" ->
          new CacheModel(
              UnitRows.of(matrix(random, 6, 7)).units(),
              new int[] {0, 1, 2, 2, 1, 0},
              text,
              5,
              1.3,
              0.5);
      case "residual" -> new ResidualModel(text, 0.5, 5);
      case "blend" -> new BlendedModel(text, matrix(random, 3, 7), 0.7);
      default -> new AdapterModel(matrix(random, 4, 7), matrix(random, 7, 4), text, 0.4, 5);
    };
  }

  private static double moved(
      TrainableModel model,
      Weights weights,
      double[] direction,
      double step,
      Matrix images,
      int[] labels) {
    double[] before = weights.values().clone();
    System.arraycopy(sum(before, step, direction), 0, weights.values(), 0, before.length);
    double loss = SoftmaxLoss.of(model.logits(images), labels).value();
    System.arraycopy(before, 0, weights.values(), 0, before.length);
    return loss;
  }

  /** Away from zeros, where some gradients vanish. */
  private static void shake(double[] values, Random random) {
    for (int i = 0; i < values.length; i++) {
      values[i] += 0.3 * random.nextDouble();
    }
  }

  private static double[] sum(double[] point, double step, double[] direction) {
    double[] result = point.clone();
    for (int i = 0; i < result.length; i++) {
      result[i] += step * direction[i];
    }
    return result;
  }

  private static Matrix matrix(Random random, int rows, int columns) {
    return new Matrix(rows, columns, random.doubles((long) rows * columns, -1, 1).toArray());
  }
}
