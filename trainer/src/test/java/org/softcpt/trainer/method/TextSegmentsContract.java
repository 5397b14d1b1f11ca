package org.softcpt.trainer.method;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.softcpt.models.prompt.PromptBatch;
import org.softcpt.models.tensor.FloatTensor;
import org.softcpt.trainer.method.TextSegments.ClassStep;
import org.softcpt.trainer.task.TaskSet;

/** What every {@link TextSegments} promises; each implementation's test extends this. */
public abstract class TextSegmentsContract {

  private static final int LENGTH = 3;
  private static final long SEED = 23;

  /**
   * Central differences of a float loss near 2 with this step: truncation about STEP²/6 of the
   * slope's own size, rounding about 1e-7·2/STEP = 2e-5. Both stay below the tolerance.
   */
  private static final float STEP = 1e-2f;

  private static final double TOLERANCE = 2e-3;

  private TextSegments segments;
  private PromptBatch prompts;
  private FloatTensor contexts;

  protected abstract TextSegments open() throws IOException;

  protected abstract PromptVocabulary vocabulary() throws IOException;

  /** Three tasks with 2, 5 and 3 classes. */
  protected TaskSet tasks() {
    return ToyProblem.tasks();
  }

  @BeforeEach
  void prepare() throws IOException {
    segments = open();
    prompts = vocabulary().classPrompts(tasks(), LENGTH);
    int count = tasks().size() * LENGTH * segments.tokenWidth();
    contexts = tensor(random(count, SEED, 0.2f));
  }

  @AfterEach
  void close() {
    segments.close();
  }

  @Test
  void contextGradientMatchesTheCentralDifference() {
    float[] upstream = random(prompts.prompts() * segments.featureWidth(), SEED + 1, 1);
    float[] direction = direction();
    double slope =
        (dot(segments.features(moved(direction, STEP), prompts), upstream)
                - dot(segments.features(moved(direction, -STEP), prompts), upstream))
            / (2 * STEP);
    double projected = dot(segments.contextGradient(contexts, prompts, upstream), direction);
    assertEquals(slope, projected, TOLERANCE * Math.max(1, Math.abs(slope)), "seed " + SEED);
  }

  @Test
  void lossGradientMatchesTheCentralDifference() {
    PairBatch batch = batch();
    float[] direction = segments.classStep(contexts, prompts, batch).contextGradient().clone();
    double norm = Math.sqrt(dot(direction, direction));
    for (int i = 0; i < direction.length; i++) {
      direction[i] /= (float) norm;
    }
    double up = segments.classStep(moved(direction, STEP), prompts, batch).loss();
    double down = segments.classStep(moved(direction, -STEP), prompts, batch).loss();
    // along the gradient itself the slope is its norm: no cancellation, any wrong entry shows
    assertEquals(norm, (up - down) / (2 * STEP), 5e-3 * Math.max(1, norm));
  }

  @Test
  void classStepSeesTheSameFeatures() {
    float[] features = segments.classStep(contexts, prompts, batch()).features();
    // two graphs may sum in another order: float rounding over some hundred operations
    assertArrayEquals(segments.features(contexts, prompts), features, 1e-4f);
  }

  @Test
  void logitsAreScaledCosinesAndTheLossIsTheirCrossEntropy() {
    PairBatch batch = batch();
    ClassStep step = segments.classStep(contexts, prompts, batch);
    CosineLoss expected =
        new CosineLoss(
            step.features(),
            prompts.groups(),
            segments.featureWidth(),
            batch,
            segments.logitScale());
    assertArrayEquals(expected.logits(), step.logits(), 1e-5f * segments.logitScale());
    assertEquals(expected.value(), step.loss(), 1e-4);
  }

  private PairBatch batch() {
    int classes = prompts.prompts();
    float[] features = random(classes * segments.featureWidth(), SEED + 2, 3);
    long[] labels = new long[classes];
    for (int c = 0; c < classes; c++) {
      labels[c] = c;
    }
    return new PairBatch(features, prompts.groups().clone(), labels, classes - 1);
  }

  private float[] direction() {
    float[] direction = random(contexts.values().length, SEED + 3, 1);
    float norm = (float) Math.sqrt(dot(direction, direction));
    for (int i = 0; i < direction.length; i++) {
      direction[i] /= norm;
    }
    return direction;
  }

  private FloatTensor moved(float[] direction, float step) {
    float[] values = contexts.values().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] += step * direction[i];
    }
    return tensor(values);
  }

  private FloatTensor tensor(float[] values) {
    return FloatTensor.of(values, tasks().size(), LENGTH, segments.tokenWidth());
  }

  private static float[] random(int count, long seed, float deviation) {
    Random random = new Random(seed);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = deviation * (float) random.nextGaussian();
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
}
