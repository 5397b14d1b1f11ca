package org.softcpt.trainer.method;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.softcpt.models.io.InvalidInputException;

class SoftCptNataTest {

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
    assertArrayEquals(method.classifier().textFeatures().orElseThrow(), observed);
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
    MethodSetup setup =
        new MethodSetup(
            ToyProblem.segments(), narrow, ToyProblem.tasks(), 3, 2, 5, MethodOptions.NONE);
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
}
