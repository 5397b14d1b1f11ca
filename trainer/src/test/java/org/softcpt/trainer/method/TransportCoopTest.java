package org.softcpt.trainer.method;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.softcpt.trainer.method.PromptMethod.StepResult;

/** What PLOT is where its own part falls away, and what its classifier says. */
class TransportCoopTest {

  /** The sums of the class segment's test double are in another order. */
  private static final float TOLERANCE = 2e-6f;

  private static final int TOKENS = ToyProblem.segments().imageTokens();
  private static final int ROW = TOKENS * ToyProblem.WIDTH;

  private final PairBatch plain = ToyProblem.batch();

  private static PromptMethod build(String name, String... settings) throws IOException {
    return ToyProblem.method(ToyProblem.segments(), ToyProblem.vocabulary(), name, settings);
  }

  /** Every place looks like the whole image. */
  private PairBatch same() {
    float[] features = new float[plain.pairs() * ROW];
    for (int i = 0; i < features.length; i++) {
      features[i] = plain.features()[i / ROW * ToyProblem.WIDTH + i % ToyProblem.WIDTH];
    }
    return new PairBatch(features, plain.tasks(), plain.labels(), plain.images());
  }

  @Test
  void onePromptAndPlacesLikeTheImageAreCoop() throws IOException {
    try (PromptMethod plot = build("plot", "plot_prompts=1");
        PromptMethod coop = build("coop-mt")) {
      StepResult expected = coop.step(plain);
      StepResult found = plot.step(same());
      assertEquals(expected.loss(), found.loss(), TOLERANCE);
      assertArrayEquals(
          coop.parameters().get(0).gradient(), plot.parameters().get(0).gradient(), TOLERANCE);
    }
  }

  @Test
  void equalPromptsShareWhatOneGets() throws IOException {
    try (PromptMethod plot = build("plot", "plot_prompts=3");
        PromptMethod coop = build("coop-mt")) {
      float[] one = coop.parameters().get(0).values();
      float[] several = plot.parameters().get(0).values();
      for (int i = 0; i < several.length; i++) {
        several[i] = one[i % one.length];
      }
      StepResult expected = coop.step(plain);
      assertEquals(expected.loss(), plot.step(same()).loss(), TOLERANCE);
      float[] gradient = plot.parameters().get(0).gradient();
      for (int i = 0; i < gradient.length; i++) {
        float whole = coop.parameters().get(0).gradient()[i % one.length];
        assertEquals(whole / 3, gradient[i], TOLERANCE);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"plot_prompts=1", "plot_prompts=4"})
  void theLogitsOfAStepAreItsClassifiers(String setting) throws IOException {
    PairBatch batch = ToyProblem.localBatch(TOKENS);
    try (PromptMethod plot = build("plot", setting)) {
      float[] step = plot.step(batch).observed().get("logits").values();
      Classifier own = plot.classifier();
      Classifier written = ((ClassifierWriter) plot).classifier(ToyProblem.tasks());
      for (int pair = 0; pair < batch.pairs(); pair++) {
        int task = (int) batch.tasks()[pair];
        float[] image = Arrays.copyOfRange(batch.features(), pair * ROW, (pair + 1) * ROW);
        int offset = pair * 10 + ToyProblem.tasks().offset(task);
        float[] logits = own.logits(task, image);
        assertArrayEquals(Arrays.copyOfRange(step, offset, offset + logits.length), logits);
        assertArrayEquals(logits, written.logits(task, image));
      }
      assertTrue(own.textFeatures().isEmpty(), "no cosine says all of it");
    }
  }

  @Test
  void imagesDoNotSeeEachOther() throws IOException {
    PairBatch batch = ToyProblem.localBatch(TOKENS);
    try (PromptMethod plot = build("plot")) {
      float[] all = plot.classifier().logits(1, batch.features());
      for (int image = 0; image < batch.pairs(); image++) {
        float[] alone =
            plot.classifier()
                .logits(1, Arrays.copyOfRange(batch.features(), image * ROW, (image + 1) * ROW));
        assertArrayEquals(Arrays.copyOfRange(all, image * 5, image * 5 + 5), alone);
      }
    }
  }

  @Test
  void contextsDifferFromTheStart() throws IOException {
    try (PromptMethod plot = build("plot")) {
      Parameter context = plot.parameters().get(0);
      assertEquals(List.of(4, 3, ToyProblem.TOKEN_WIDTH), context.shape());
      assertTrue(context.values()[0] != context.values()[3 * ToyProblem.TOKEN_WIDTH]);
    }
  }

  @Test
  void featuresWithoutPlacesAreRefused() throws IOException {
    try (PromptMethod plot = build("plot")) {
      IllegalArgumentException error =
          assertThrows(IllegalArgumentException.class, () -> plot.step(plain));
      assertEquals("local features: expected 44 numbers per image, found 11", error.getMessage());
    }
  }
}
