package org.softcpt.trainer.method;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.softcpt.models.prompt.PromptBatch;
import org.softcpt.models.tensor.FloatTensor;
import org.softcpt.runtime.Device;
import org.softcpt.runtime.ModelFolder;
import org.softcpt.runtime.SessionOptions;
import org.softcpt.trainer.training.MomentumSgd;

/**
 * The paper's Proposition 1: with fixed task features <i>d</i> and a linear sub-network, one step
 * of plain SGD changes task t's context to <i>S_t - η Σ_i ⟨d_i, d_t⟩ G_i</i>, where <i>G_i</i> is
 * the gradient of task i's loss in <i>S_i</i>.
 *
 * @see <a href="https://arxiv.org/abs/2208.13474">Ding et al., section 3</a>
 */
class PropositionOneTest {

  /** Large enough that contexts change by a hundred times their size: rounding hides nothing. */
  private static final double RATE = 0.5;

  /**
   * Of the change, relative to its largest element. Both sides sum some thirty products in single
   * precision, which rounds by 6e-8 each time: measured 8.4e-8, allowed ten times that.
   */
  private static final double TOLERANCE = 8e-7;

  @TempDir private static Path folder;
  private static ModelFolder model;
  private static Recorder segments;

  @BeforeAll
  static void open() throws IOException {
    model = ModelFolder.open(TinyModel.export(folder.resolve("model")));
    segments = new Recorder(OnnxTextSegments.open(model, new SessionOptions(Device.cpu(), 1)));
  }

  @AfterAll
  static void close() {
    segments.close();
  }

  private static PromptMethod method() throws IOException {
    return ToyProblem.method(segments, OnnxTextSegments.vocabulary(model), "softcpt-nata");
  }

  @Test
  void aStepMovesContextsByTheGradientsOfAllTasksAsTheirFeaturesAreAlike() throws IOException {
    try (PromptMethod method = method()) {
      float[] features = method.step(ToyProblem.batch()).observed().get("task_features").values();
      float[] before = segments.contexts;
      float[] gradients = segments.gradient;
      Parameter matrix = method.parameters().get(1);
      assertEquals(SubNetwork.NAME, matrix.name());
      new MomentumSgd(0, 0, List.of(matrix)).step(RATE); // the task context stays, so d does
      method.step(ToyProblem.batch());
      float[] expected = change(features, gradients);
      float[] found = difference(segments.contexts, before);
      assertTrue(largest(found) > 10 * largest(before), "a change that rounding cannot hide");
      double deviation = Deviation.of(found, expected);
      assertTrue(deviation <= TOLERANCE, "relative deviation of the change: " + deviation);
    }
  }

  /** The formula, in double precision [T, L·w]. */
  private static float[] change(float[] features, float[] gradients) {
    int tasks = ToyProblem.tasks().size();
    int width = gradients.length / tasks;
    float[] change = new float[gradients.length];
    for (int t = 0; t < tasks; t++) {
      for (int j = 0; j < width; j++) {
        double sum = 0;
        for (int i = 0; i < tasks; i++) {
          sum += inner(features, i, t) * gradients[i * width + j];
        }
        change[t * width + j] = (float) (-RATE * sum);
      }
    }
    return change;
  }

  private static double inner(float[] features, int one, int other) {
    int width = ToyProblem.WIDTH;
    return IntStream.range(0, width)
        .mapToDouble(d -> (double) features[one * width + d] * features[other * width + d])
        .sum();
  }

  /** A smaller batch sums the same terms in another order: a few roundings of 6e-8. */
  @Test // so that the G_i of a joint batch are those of the tasks' own losses
  void aTasksGradientComesFromItsOwnLoss() throws IOException {
    PairBatch joint = ToyProblem.batch();
    try (PromptMethod method = method()) {
      method.step(joint);
      float[] gradients = segments.gradient;
      int width = gradients.length / ToyProblem.tasks().size();
      for (int task = 0; task < ToyProblem.tasks().size(); task++) {
        method.step(only(joint, task));
        float[] own = new float[gradients.length];
        System.arraycopy(gradients, task * width, own, task * width, width);
        assertArrayEquals(own, segments.gradient, 1e-6f * largest(own), "task " + task);
      }
    }
  }

  private static PairBatch only(PairBatch joint, int task) {
    int[] pairs =
        IntStream.range(0, joint.pairs()).filter(pair -> joint.tasks()[pair] == task).toArray();
    return new PairBatch(
        Rows.gathered(joint.features(), pairs, joint.pairs()),
        Arrays.stream(pairs).mapToLong(pair -> joint.tasks()[pair]).toArray(),
        Arrays.stream(pairs).mapToLong(pair -> joint.labels()[pair]).toArray(),
        joint.images());
  }

  private static float[] difference(float[] after, float[] before) {
    float[] difference = new float[after.length];
    for (int i = 0; i < after.length; i++) {
      difference[i] = after[i] - before[i];
    }
    return difference;
  }

  private static float largest(float[] values) {
    float largest = 0;
    for (float value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  /** Keeps what the last class step was given and gave. */
  private static final class Recorder extends ForwardingTextSegments {
    private float[] contexts = {};
    private float[] gradient = {};

    Recorder(TextSegments segments) {
      super(segments);
    }

    @Override
    public ClassStep classStep(FloatTensor given, PromptBatch prompts, PairBatch batch) {
      ClassStep step = super.classStep(given, prompts, batch);
      contexts = given.values().clone();
      gradient = step.contextGradient();
      return step;
    }
  }
}
