package org.softcpt.trainer.feature;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LbfgsTest {

  /** A gradient of 1e-10 in a valley whose smallest curvature is about 0.4. */
  private static final double TOLERANCE = 1e-8;

  private int evaluations;

  @Test
  void findsTheEndOfRosenbrocksValley() {
    double[] start = {-1.2, 1, -0.5, 2};
    double[] found = new Lbfgs(this::rosenbrock, 500, 1e-10, 0).minimise(start);
    assertArrayEquals(new double[] {1, 1, 1, 1}, found, TOLERANCE);
    assertTrue(evaluations < 200, evaluations + " evaluations");
    assertArrayEquals(new double[] {-1.2, 1, -0.5, 2}, start);
  }

  @Test
  void findsTheMinimumOfASteepBowlInFewSteps() {
    double[] scales = {1e-3, 1, 1e3};
    DifferentiableFunction bowl =
        (point, gradient) -> {
          evaluations++;
          double value = 0;
          for (int i = 0; i < point.length; i++) {
            gradient[i] = scales[i] * (point[i] - i);
            value += gradient[i] * (point[i] - i) / 2;
          }
          return value;
        };
    double[] found = new Lbfgs(bowl, 100, 1e-12, 0).minimise(new double[] {5, 5, 5});
    assertArrayEquals(new double[] {0, 1, 2}, found, 1e-8); // 1e-12 over the least curvature, 1e-3
    assertTrue(evaluations < 60, evaluations + " evaluations");
  }

  @Test
  void staysWhereTheGradientIsZero() {
    double[] found = new Lbfgs(this::rosenbrock, 10, 1e-10, 0).minimise(new double[] {1, 1});
    assertArrayEquals(new double[] {1, 1}, found);
    assertEquals(1, evaluations);
  }

  @Test
  void stopsAfterTheMostIterations() {
    double[] found = new Lbfgs(this::rosenbrock, 2, 1e-10, 0).minimise(new double[] {-1.2, 1});
    double before = rosenbrock(new double[] {-1.2, 1}, new double[2]);
    double after = rosenbrock(found, new double[2]);
    assertTrue(after < before && after > 1e-3, before + " to " + after);
  }

  private double rosenbrock(double[] point, double[] gradient) {
    evaluations++;
    double value = 0;
    Arrays.fill(gradient, 0);
    for (int i = 0; i + 1 < point.length; i += 2) {
      double bend = point[i + 1] - point[i] * point[i];
      double rest = 1 - point[i];
      value += 100 * bend * bend + rest * rest;
      gradient[i] = -400 * point[i] * bend - 2 * rest;
      gradient[i + 1] = 200 * bend;
    }
    return value;
  }
}
