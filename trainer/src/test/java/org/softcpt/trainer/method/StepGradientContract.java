package org.softcpt.trainer.method;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The gradient of a whole step, through class segment, sub-network and task segment; each text
 * encoder's test extends this.
 */
abstract class StepGradientContract {

  private static final long SEED = 41;

  /**
   * Along the gradient the slope is the gradient's norm, here 0.3 to 2.5. A float loss near 2
   * rounds by about 2e-7, so the quotient by 2e-7/STEP = 2e-5; the rest is truncation, STEP² times
   * the third derivative. Measured 4.3e-4 of the norm at most; allowed ten times that.
   */
  private static final float STEP = 1e-2f;

  private static final double TOLERANCE = 4e-3;

  protected abstract TextSegments open() throws IOException;

  protected abstract PromptVocabulary vocabulary() throws IOException;

  @ParameterizedTest
  @ValueSource(ints = {0, 1}) // task_context, sub_network
  void gradientMatchesTheCentralDifference(int index) throws IOException {
    try (TextSegments segments = open();
        SoftCptNata method =
            new SoftCptNata(
                new MethodSetup(
                    segments, vocabulary(), ToyProblem.tasks(), 3, 2, SEED, MethodOptions.NONE))) {
      // away from the small start, where the gradient of the task context nearly vanishes
      method.parameters().forEach(parameter -> perturb(parameter.values()));
      Parameter parameter = method.parameters().get(index);
      method.step(ToyProblem.batch());
      float[] direction = parameter.gradient().clone();
      double norm = norm(direction);
      double slope = slope(method, parameter.values(), direction, norm);
      assertEquals(norm, slope, TOLERANCE * Math.max(1, norm), parameter.name());
    }
  }

  private static double slope(PromptMethod method, float[] values, float[] direction, double norm) {
    float[] saved = values.clone();
    double[] losses = new double[2];
    for (int side = 0; side < 2; side++) {
      for (int i = 0; i < values.length; i++) {
        values[i] = saved[i] + (float) ((side == 0 ? STEP : -STEP) * direction[i] / norm);
      }
      losses[side] = method.step(ToyProblem.batch()).loss();
    }
    System.arraycopy(saved, 0, values, 0, saved.length);
    return (losses[0] - losses[1]) / (2 * STEP);
  }

  private static void perturb(float[] values) {
    Random random = new Random(SEED);
    for (int i = 0; i < values.length; i++) {
      values[i] += 0.3f * (float) random.nextGaussian();
    }
  }

  private static double norm(float[] values) {
    double squares = 0;
    for (float value : values) {
      squares += (double) value * value;
    }
    return Math.sqrt(squares);
  }
}
