package org.softcpt.trainer.method;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.trainer.method.PromptMethod.StepResult;
import org.softcpt.trainer.task.TaskSet;
import org.softcpt.trainer.training.Methods;

class PromptMethodsTest {

  private final PairBatch batch = ToyProblem.batch();
  private PromptMethod method;

  @BeforeEach
  void build() throws IOException {
    method = build("softcpt-nata");
  }

  private static PromptMethod build(String name, String... settings) throws IOException {
    return ToyProblem.method(ToyProblem.segments(), ToyProblem.vocabulary(), name, settings);
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
    try (PromptMethod again = build("softcpt-nata")) {
      for (int i = 0; i < 2; i++) {
        assertArrayEquals(method.parameters().get(i).values(), again.parameters().get(i).values());
      }
    }
  }

  @Test
  void namesThatDoNotFitAreTheUsersMistake() {
    PromptVocabulary narrow = new PromptVocabulary(text -> text.chars().toArray(), 300, 12);
    InvalidInputException error =
        assertThrows(
            InvalidInputException.class,
            () -> ToyProblem.method(ToyProblem.segments(), narrow, "softcpt-nata"));
    assertTrue(error.getMessage().contains("kind of thing 0"), error.getMessage());
  }

  @Test
  void unknownMethodsAreRefusedWithTheKnownOnes() {
    InvalidInputException error =
        assertThrows(InvalidInputException.class, () -> Methods.named("softcpt"));
    assertTrue(error.getMessage().startsWith("method: expected one of softcpt-nata, softcpt-nats"));
    assertTrue(error.getMessage().contains(", cocoop, plot, "), error.getMessage());
    assertTrue(error.getMessage().endsWith(", found softcpt"), error.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "softcpt-nats, task_context, 3x2x7",
    "softcpt-cata, class_context, 4x7",
    "softcpt-csta, class_context, 10x4x7",
    "softcpt-csts, sub_network, 22x21",
    "softcpt-csts sub_network=linmean, sub_network, 11x21",
    "softcpt-nata sub_network=mlp sub_network_width=6, sub_network.0.weight, 11x6",
    "softcpt-nata sub_network=mlp sub_network_width=6, sub_network.1.bias, 21",
    "softcpt-nata task_features=learned task_feature_width=5, task_features, 3x5",
    "coop-mt, context, 3x7",
    "coop-cs, context, 10x3x7",
    "plot plot_prompts=2, context, 2x3x7"
  })
  void everyMethodsParametersHaveTheDocumentedShapes(String line, String name, String shape)
      throws IOException {
    String[] words = line.split(" ");
    try (PromptMethod built = build(words[0], Arrays.copyOfRange(words, 1, words.length))) {
      Parameter found =
          built.parameters().stream().filter(p -> p.name().equals(name)).findFirst().orElseThrow();
      assertEquals(
          shape,
          found.shape().stream().map(String::valueOf).collect(Collectors.joining("x")),
          line);
    }
  }

  @Test
  void aFrozenClassContextIsAConstant() throws IOException {
    try (PromptMethod built = build("softcpt-csta", "freeze_class_context=true")) {
      assertEquals(
          List.of("class_context"), built.constants().stream().map(Parameter::name).toList());
      assertEquals(
          List.of("task_context", "sub_network"),
          built.parameters().stream().map(Parameter::name).toList());
    }
  }

  @Test
  void sampledClassesAreThePresentAndAShareOfTheAbsent() {
    TaskSet tasks = ToyProblem.tasks(); // 2, 5 and 3 classes
    PairBatch some =
        new PairBatch(new float[2 * ToyProblem.WIDTH], new long[] {1, 1}, new long[] {3, 5}, 2, 8);
    int[] chosen = ClassSampler.random(tasks, 0.4, 1).choose(some);
    assertEquals(4, chosen.length, "two present and ceil(0.4 of 3) absent; other tasks not at all");
    assertTrue(Arrays.stream(chosen).allMatch(c -> c >= 2 && c < 7));
    assertTrue(Arrays.stream(chosen).anyMatch(c -> c == 3));
    assertTrue(Arrays.stream(chosen).anyMatch(c -> c == 5));
    assertArrayEquals(chosen, ClassSampler.random(tasks, 0.4, 1).choose(some));
  }

  @Test
  void samplingAllAbsentClassesIsNotSampling() throws IOException {
    try (PromptMethod sampled = build("softcpt-nata", "class_sampling=1")) {
      StepResult expected = method.step(batch);
      StepResult found = sampled.step(batch);
      assertEquals(expected.loss(), found.loss());
      assertArrayEquals(
          expected.observed().get("logits").values(), found.observed().get("logits").values());
    }
  }

  @Test
  void classesLeftOutHaveNoLogit() throws IOException {
    try (PromptMethod sampled = build("softcpt-csta", "class_sampling=0")) {
      int[] chosen = {2, 3, 5};
      ((SoftCpt) sampled).follow(batch -> chosen);
      PairBatch one =
          new PairBatch(batch.features().clone(), batch.tasks(), batch.labels(), batch.images());
      float[] features =
          Arrays.copyOfRange(one.features(), 3 * ToyProblem.WIDTH, 4 * ToyProblem.WIDTH);
      StepResult result = sampled.step(new PairBatch(features, new long[] {1}, new long[] {3}, 1));
      float[] logits = result.observed().get("logits").values();
      for (int c = 0; c < logits.length; c++) {
        boolean seen = c == 2 || c == 3 || c == 5;
        assertEquals(seen, Float.isFinite(logits[c]), "class " + c);
      }
    }
  }

  @Test
  void contextsMayStartFromWords() throws IOException {
    try (PromptMethod coop = build("coop-cs", "context_init=abc")) {
      float[] words = ToyProblem.segments().tokenEmbeddings('a', 'b', 'c');
      float[] values = coop.parameters().get(0).values();
      assertArrayEquals(words, Arrays.copyOf(values, words.length));
      assertArrayEquals(words, Arrays.copyOfRange(values, 9 * words.length, 10 * words.length));
    }
    InvalidInputException error =
        assertThrows(
            InvalidInputException.class, () -> build("softcpt-nata", "task_context_init=abc"));
    assertEquals(
        "task_context_init: 'abc' has 3 tokens, the context 2 vectors: expected the same number",
        error.getMessage());
  }
}
