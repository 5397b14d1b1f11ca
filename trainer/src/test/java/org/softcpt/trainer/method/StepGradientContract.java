package org.softcpt.trainer.method;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.Arrays;
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

  /**
   * Every method, and every setting that changes the way of gradients; but the perceptron, whose
   * kinks a difference quotient steps over: see {@link PerceptronTest}.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "softcpt-nata",
        "softcpt-nats",
        "softcpt-cata",
        "softcpt-csta",
        "softcpt-cats",
        "softcpt-csts",
        "softcpt-cata sub_network=linmean",
        "softcpt-csta sub_network=lincls",
        "softcpt-csts freeze_class_context=true",
        "softcpt-cata class_sampling=0.4",
        "softcpt-nata class_sampling=0.1",
        "softcpt-nata task_features=learned task_feature_width=5",
        "softcpt-nata placement=middle task_placement=front",
        "softcpt-cats placement=front task_placement=middle class_placement=middle",
        "coop-ca",
        "coop-cs",
        "coop-mt placement=middle",
        "coop-cs placement=front",
        "kgcoop",
        "kgcoop kgcoop_lambda=0 placement=middle",
        "cocoop",
        "cocoop placement=middle",
        "plot plot_prompts=1", // its plan is even whatever the features
        "plot plot_prompts=2 plot_epsilon=1000 placement=middle" // and here nearly so
      })
  void gradientsMatchTheCentralDifference(String line) throws IOException {
    String[] words = line.split(" ");
    String[] settings = Arrays.copyOfRange(words, 1, words.length);
    try (TextSegments segments = open();
        PromptMethod method = ToyProblem.method(segments, vocabulary(), words[0], settings)) {
      // away from the small start, where the gradient of the task context nearly vanishes
      method.parameters().forEach(parameter -> perturb(parameter.values()));
      PairBatch batch =
          words[0].equals("plot")
              ? ToyProblem.localBatch(segments.imageTokens())
              : ToyProblem.batch();
      for (Parameter parameter : method.parameters()) {
        method.step(batch);
        float[] direction = parameter.gradient().clone();
        double norm = norm(direction);
        double slope = slope(method, batch, parameter.values(), direction, norm);
        assertEquals(norm, slope, TOLERANCE * Math.max(1, norm), line + ": " + parameter.name());
        boolean unread = line.contains("lincls") && parameter.name().equals("task_context");
        assertEquals(unread, norm == 0, line + ": norm of " + parameter.name() + ": " + norm);
      }
    }
  }

  private static double slope(
      PromptMethod method, PairBatch batch, float[] values, float[] direction, double norm) {
    float[] saved = values.clone();
    double[] losses = new double[2];
    for (int side = 0; side < 2; side++) {
      for (int i = 0; i < values.length; i++) {
        values[i] = saved[i] + (float) ((side == 0 ? STEP : -STEP) * direction[i] / norm);
      }
      losses[side] = method.step(batch).loss();
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
