package org.softcpt.trainer.method;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.softcpt.models.io.InvalidInputException;

class SoftCptNataTest {

  private static final long SEED = 41;

  private final PairBatch batch = ToyProblem.batch();
  private SoftCptNata method;

  @BeforeEach
  void build() throws IOException {
    method = new SoftCptNata(ToyProblem.setup(ToyProblem.segments()));
  }

  @AfterEach
  void close() {
    method.close();
  }

  @Test // through class segment, sub-network and task segment: the whole step's gradient
  void gradientOfEachParameterMatchesTheCentralDifference() {
    for (Parameter parameter : method.parameters()) {
      perturb(parameter.values(), 0.3f); // away from the small start, where gradients nearly vanish
    }
    for (Parameter parameter : method.parameters()) {
      method.step(batch);
      float[] direction = parameter.gradient().clone();
      double norm = norm(direction);
      double slope = slope(parameter.values(), direction, norm, 2e-3f);
      // float loss near 2: rounding about 2e-7/4e-3 = 6e-5; truncation about 4e-6 of the slope
      assertEquals(1, slope / norm, 2e-3, parameter.name() + ", norm " + norm);
    }
  }

  @Test
  void parametersHaveTheDocumentedShapes() {
    List<Parameter> parameters = method.parameters();
    assertEquals("task_context", parameters.get(0).name());
    assertEquals(List.of(2, ToyProblem.TOKEN_WIDTH), parameters.get(0).shape());
    assertEquals("sub_network", parameters.get(1).name());
    assertEquals(List.of(ToyProblem.WIDTH, 3 * ToyProblem.TOKEN_WIDTH), parameters.get(1).shape());
  }

  @Test
  void theTraceShowsTheFeaturesOfTheClassifier() {
    float[] observed = method.step(batch).observed().get("text_features").values();
    assertArrayEquals(method.textFeatures(), observed);
  }

  @Test
  void aStepChangesNoValue() {
    float[] before = method.parameters().get(1).values().clone();
    method.step(batch);
    assertArrayEquals(before, method.parameters().get(1).values());
  }

  @Test
  void startingValuesDependOnTheSeedAlone() throws IOException {
    try (SoftCptNata again = new SoftCptNata(ToyProblem.setup(ToyProblem.segments()))) {
      for (int i = 0; i < 2; i++) {
        assertArrayEquals(method.parameters().get(i).values(), again.parameters().get(i).values());
      }
    }
  }

  @Test
  void namesThatDoNotFitAreTheUsersMistake() {
    PromptVocabulary narrow = new PromptVocabulary(text -> text.chars().toArray(), 300, 12);
    MethodSetup setup = new MethodSetup(ToyProblem.segments(), narrow, ToyProblem.tasks(), 3, 2, 5);
    InvalidInputException error =
        assertThrows(InvalidInputException.class, () -> new SoftCptNata(setup));
    assertTrue(error.getMessage().contains("kind of thing 0"), error.getMessage());
  }

  @Test
  void unknownMethodsAreRefusedWithTheKnownOnes() {
    InvalidInputException error =
        assertThrows(InvalidInputException.class, () -> Methods.named("softcpt"));
    assertEquals("method: expected one of softcpt-nata, found softcpt", error.getMessage());
  }

  private double slope(float[] values, float[] direction, double norm, float step) {
    float[] saved = values.clone();
    double[] losses = new double[2];
    for (int side = 0; side < 2; side++) {
      for (int i = 0; i < values.length; i++) {
        values[i] = saved[i] + (float) ((side == 0 ? step : -step) * direction[i] / norm);
      }
      losses[side] = method.step(batch).loss();
    }
    System.arraycopy(saved, 0, values, 0, saved.length);
    return (losses[0] - losses[1]) / (2 * step);
  }

  private static void perturb(float[] values, float deviation) {
    Random random = new Random(SEED);
    for (int i = 0; i < values.length; i++) {
      values[i] += deviation * (float) random.nextGaussian();
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
