package org.softcpt.trainer.method;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.trainer.method.PromptMethod.StepResult;

/** What KgCoOp, ProGrad and CoCoOp are where their own part falls away, and what it does else. */
class GuidedCoopTest {

  /** The class segment's sums are in another order than those in Java. */
  private static final float TOLERANCE = 2e-6f;

  private final PairBatch batch = ToyProblem.batch();

  private static PromptMethod build(String name, String... settings) throws IOException {
    return ToyProblem.method(ToyProblem.segments(), ToyProblem.vocabulary(), name, settings);
  }

  @Test
  void kgCoopWithoutWeightIsCoop() throws IOException {
    requireSameStep("kgcoop", "kgcoop_lambda=0");
  }

  @Test
  void proGradThatTakesNothingOutIsCoop() throws IOException {
    requireSameStep("prograd", "prograd_lambda=0");
  }

  private void requireSameStep(String name, String... settings) throws IOException {
    try (PromptMethod guided = build(name, settings);
        PromptMethod coop = build("coop-mt")) {
      StepResult expected = coop.step(batch);
      StepResult found = guided.step(batch);
      assertEquals(expected.loss(), found.loss(), TOLERANCE);
      assertArrayEquals(
          coop.parameters().get(0).gradient(), guided.parameters().get(0).gradient(), TOLERANCE);
    }
  }

  @Test
  void kgCoopsLossGrowsByTheDistanceToTheTemplates() throws IOException {
    try (PromptMethod guided = build("kgcoop", "kgcoop_lambda=5");
        PromptMethod coop = build("coop-mt")) {
      StepResult plain = coop.step(batch);
      float[] learned = plain.observed().get("text_features").values();
      float[] guide = HandWrittenPrompts.features(setup(), ToyProblem.tasks());
      float[] unit = Vectors.unitRows(learned, 10);
      double cosines = 0;
      for (int i = 0; i < unit.length; i++) {
        cosines += (double) unit[i] * guide[i];
      }
      double expected = plain.loss() + 5 * (1 - cosines / 10);
      assertEquals(expected, guided.step(batch).loss(), TOLERANCE * 10);
    }
  }

  private static MethodSetup setup() throws InvalidInputException {
    return new MethodSetup(
        ToyProblem.segments(),
        ToyProblem.vocabulary(),
        ToyProblem.tasks(),
        3,
        2,
        5,
        MethodOptions.of(Coop.OPTIONS, Map.of()));
  }

  @Test
  void theProjectionRemovesExactlyTheContradictingPart() {
    ProjectedGuidance guidance = new ProjectedGuidance(1, 1);
    float[] own = {1, 2, -3};
    float[] general = {-2, 1, 1}; // inner product -3
    float[] result = guidance.projected(own, general);
    double dot = 0;
    for (int i = 0; i < 3; i++) {
      dot += (double) result[i] * general[i];
    }
    assertEquals(0, dot, 1e-6);
    assertArrayEquals(new float[] {0, 2.5f, -2.5f}, result, 1e-6f);
    float[] agreeing = {2, 1, 1};
    assertSame(own, guidance.projected(own, new float[] {1, 1, 0}));
    assertSame(agreeing, guidance.projected(agreeing, new float[3]), "nothing to contradict");
    assertArrayEquals(
        new float[] {0.5f, 2.25f, -2.75f},
        new ProjectedGuidance(0.5, 1).projected(own, general),
        1e-6f);
  }

  @Test // dKL/dS by differences of T²·cross-entropy(softmax(zero-shot/T), softmax(learned/T))
  void proGradsGeneralDirectionIsThatOfTheDistance() throws IOException {
    double temperature = 3;
    MethodSetup setup = setup();
    ContextPrompts prompts = new ContextPrompts(setup, false);
    float[] guide = HandWrittenPrompts.features(setup, setup.tasks());
    double before = distance(prompts, guide, setup, temperature);
    float[] general = general(prompts, guide, setup, temperature);
    float[] values = prompts.context().values();
    double squares = 0;
    for (float value : general) {
      squares += (double) value * value;
    }
    float step = (float) (1e-2 / Math.sqrt(squares));
    for (int i = 0; i < values.length; i++) {
      values[i] += step * general[i];
    }
    double up = distance(prompts, guide, setup, temperature);
    for (int i = 0; i < values.length; i++) {
      values[i] -= 2 * step * general[i];
    }
    double down = distance(prompts, guide, setup, temperature);
    double norm = Math.sqrt(squares);
    assertTrue(norm > 1e-3, "norm " + norm + " at distance " + before);
    assertEquals(norm, (up - down) / 2e-2, 5e-3 * Math.max(1, norm));
  }

  /** What ProGrad projects onto: its result for a step whose own gradient is the opposite of it. */
  private float[] general(
      ContextPrompts prompts, float[] guide, MethodSetup setup, double temperature) {
    CosineCrossEntropy learned = entropy(prompts, setup);
    double[] gradient =
        new ProjectedGuidance(1, temperature)
            .distance(new GuidedStep(prompts, prompts.features(), guide, learned));
    return prompts.gradient(learned.featureGradient(gradient));
  }

  private CosineCrossEntropy entropy(ContextPrompts prompts, MethodSetup setup) {
    return new CosineCrossEntropy(
        prompts.features(),
        prompts.prompts().batch().tasks(),
        batch,
        setup.segments().logitScale());
  }

  private double distance(
      ContextPrompts prompts, float[] guide, MethodSetup setup, double temperature) {
    CosineCrossEntropy learned = entropy(prompts, setup);
    double[] shares = learned.shares(temperature);
    double[] targets = learned.with(guide).shares(temperature);
    double sum = 0;
    for (int i = 0; i < shares.length; i++) {
      sum -= targets[i] == 0 ? 0 : targets[i] * Math.log(shares[i]);
    }
    return temperature * temperature * sum / batch.images();
  }

  @Test
  void coCoopWhoseNetworkIsSilentIsCoop() throws IOException {
    try (PromptMethod conditional = build("cocoop");
        PromptMethod coop = build("coop-mt")) {
      for (Parameter parameter : conditional.parameters().subList(1, 5)) {
        Arrays.fill(parameter.values(), 0);
      }
      StepResult expected = coop.step(batch);
      StepResult found = conditional.step(batch);
      assertEquals(expected.loss(), found.loss(), TOLERANCE);
      assertArrayEquals(
          coop.parameters().get(0).gradient(),
          conditional.parameters().get(0).gradient(),
          TOLERANCE);
      float[] features = batch.features();
      for (int task = 0; task < 3; task++) {
        assertArrayEquals(
            coop.classifier().logits(task, features),
            conditional.classifier().logits(task, features),
            1e-5f);
        assertArrayEquals(
            coop.classifier().logits(task, features),
            ((ClassifierWriter) conditional).classifier(ToyProblem.tasks()).logits(task, features),
            1e-5f);
      }
    }
  }

  @Test
  void coCoopsLogitsInAStepAreItsClassifiers() throws IOException {
    try (PromptMethod conditional = build("cocoop")) {
      float[] step = conditional.step(batch).observed().get("logits").values();
      for (int pair = 0; pair < batch.pairs(); pair++) {
        int task = (int) batch.tasks()[pair];
        float[] feature =
            Arrays.copyOfRange(
                batch.features(), pair * ToyProblem.WIDTH, (pair + 1) * ToyProblem.WIDTH);
        float[] alone = conditional.classifier().logits(task, feature);
        int offset = ToyProblem.tasks().offset(task);
        assertArrayEquals(
            alone,
            Arrays.copyOfRange(step, pair * 10 + offset, pair * 10 + offset + alone.length),
            1e-5f);
      }
    }
  }
}
