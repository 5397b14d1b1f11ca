package org.softcpt.onnx.gradient;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.softcpt.onnx.graph.ElementType;
import org.softcpt.onnx.testing.Tensor;

/** Every rule against central differences along random directions of length one. */
class GradientRulesTest {

  private static final int DIRECTIONS = 3;
  private static final long SEED = 20261123;

  /** Truncation is about STEP², rounding about 1e-16/STEP: both about 1e-10. */
  private static final double DOUBLE_STEP = 1e-5;

  /** Measured: at most 1.9e-10; ten times that. */
  private static final double DOUBLE_TOLERANCE = 2e-9;

  /** Truncation is about STEP², rounding about 6e-8/STEP: 1e-4 and 1e-5. */
  private static final double FLOAT_STEP = 1e-2;

  /** Measured: at most 1.4e-5; ten times that. Too coarse for constants: see the golden values. */
  private static final double FLOAT_TOLERANCE = 1.5e-4;

  @ParameterizedTest
  @MethodSource("org.softcpt.onnx.gradient.GradientCases#inDouble")
  void gradientIsTheSlopeInDoublePrecision(GradientCase row) {
    checkSlopes(row, ElementType.DOUBLE, DOUBLE_STEP, DOUBLE_TOLERANCE);
  }

  @ParameterizedTest
  @MethodSource("org.softcpt.onnx.gradient.GradientCases#all")
  void gradientIsTheSlopeInSinglePrecision(GradientCase row) {
    checkSlopes(row, ElementType.FLOAT, FLOAT_STEP, FLOAT_TOLERANCE);
  }

  private static void checkSlopes(
      GradientCase row, ElementType real, double step, double tolerance) {
    RandomGenerator random = new Random(SEED);
    try (GradientProbe probe = new GradientProbe(row, real)) {
      Map<String, Tensor> fed = probe.drawArguments(random);
      Map<String, Tensor> upstream = probe.drawUpstream(fed, random);
      Map<String, Tensor> gradients = probe.backward(fed, upstream);
      for (String wanted : probe.wanted()) {
        Tensor gradient = gradients.get("d" + wanted);
        for (int i = 0; i < DIRECTIONS; i++) {
          Tensor direction = direction(random, fed.get(wanted).extents());
          double slope = slope(probe, fed, upstream, wanted, step, direction);
          double error = Math.abs(slope - gradient.dot(direction)) / (1 + gradient.norm());
          assertTrue(
              error < tolerance, () -> row + ", " + wanted + ": error " + error + ", seed " + SEED);
        }
      }
    }
  }

  private static Tensor direction(RandomGenerator random, long[] extents) {
    Tensor normal = Tensor.normal(random, extents);
    double length = normal.norm();
    return normal.map(x -> x / length);
  }

  private static double slope(
      GradientProbe probe,
      Map<String, Tensor> fed,
      Map<String, Tensor> upstream,
      String wanted,
      double step,
      Tensor direction) {
    Map<String, Tensor> moved = new HashMap<>(fed);
    moved.put(wanted, fed.get(wanted).plus(step, direction));
    double above = probe.loss(moved, upstream);
    moved.put(wanted, fed.get(wanted).plus(-step, direction));
    return (above - probe.loss(moved, upstream)) / (2 * step);
  }
}
