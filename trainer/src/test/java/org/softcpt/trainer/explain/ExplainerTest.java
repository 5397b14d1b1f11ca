package org.softcpt.trainer.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.trainer.evaluation.MainLine;
import org.softcpt.trainer.explain.Explanation.Context;
import org.softcpt.trainer.explain.Explanation.Word;
import org.softcpt.trainer.training.Training;
import org.softcpt.trainer.training.TrainingListener;
import org.softcpt.trainer.training.TrainingRequest;

/** Runs over exported graphs of a tiny CLIP whose tokens are bytes. */
class ExplainerTest {

  /** Starting values are the table's own rows, and a learning rate of 0 leaves them there. */
  private static final double TOLERANCE = 1e-6;

  @TempDir private static Path root;
  private static MainLine line;

  @TempDir private Path folder;

  @BeforeAll
  static void build() throws IOException {
    line = MainLine.build(root);
  }

  @ParameterizedTest // one context for all; one per class; one per task, trained apart
  @CsvSource({
    "coop-mt, context, 1",
    "coop-cs, hue/context of hue/blue, 5",
    "coop-ca, hue/context, 2"
  })
  void aContextOfWordsIsNextToTheseWords(String method, String name, int contexts)
      throws IOException {
    Explanation explanation = explain(method, Map.of("context_init", "a b c d"), 2);
    assertEquals(contexts, explanation.contexts().size());
    Context context = named(explanation, name);
    assertEquals(List.of("a", "b", "c", "d"), firstWords(context));
    context.vectors().forEach(words -> assertEquals(0, words.get(0).distance(), TOLERANCE));
    assertTrue(context.vectors().get(0).get(1).distance() > 0.001);
    assertNull(explanation.relatedness());
  }

  @Test
  void softCptHasItsTaskContextAndAWrittenContextPerTask() throws IOException {
    Explanation explanation =
        explain(
            "softcpt-nata", Map.of("task_context_init", "x y z .", "task_context_length", "4"), 1);
    assertEquals(
        List.of("task_context", "written context of hue", "written context of tone"),
        explanation.contexts().stream().map(Context::name).toList());
    assertEquals(List.of("x", "y", "z", "."), firstWords(explanation.contexts().get(0)));
    Relatedness relatedness = Objects.requireNonNull(explanation.relatedness());
    assertEquals(List.of("hue", "tone"), relatedness.tasks());
    assertEquals(1, relatedness.cosines()[1][1], TOLERANCE);
  }

  @Test
  void variantsWithClassFeaturesHaveAContextPerClass() throws IOException {
    List<Context> contexts = explain("softcpt-csts", Map.of(), 1).contexts();
    assertEquals(2 + 5 + 5, contexts.size());
    assertEquals("task_context of hue", contexts.get(0).name());
    assertEquals("class_context of hue/blue", contexts.get(2).name());
    assertEquals("written context of tone/light_paint", contexts.get(11).name());
  }

  @Test
  void anUnfinishedRunIsRefused() throws IOException {
    Path run = train("coop-mt", Map.of());
    Files.delete(run.resolve("parameters.safetensors"));
    assertMessage(run, Optional.empty(), "not trained to the end");
  }

  @Test
  void anotherModelIsRefused() throws IOException {
    Path run = train("coop-mt", Map.of());
    assertMessage(run, Optional.of(folder.resolve("nowhere")), "no such file");
  }

  private void assertMessage(Path run, Optional<Path> model, String part) {
    InvalidInputException error =
        assertThrows(
            InvalidInputException.class,
            () -> new Explainer(run, model, MainLine.SESSION).explain(1));
    assertTrue(error.getMessage().contains(part), error.getMessage());
  }

  private Explanation explain(String method, Map<String, String> settings, int words)
      throws IOException {
    return new Explainer(train(method, settings), Optional.empty(), MainLine.SESSION)
        .explain(words);
  }

  private Path train(String method, Map<String, String> settings) throws IOException {
    Map<String, String> all = new HashMap<>(settings);
    all.putAll(
        Map.of(
            "method", method,
            "shots", "1",
            "epochs", "1",
            "learning_rate", "0",
            "warm_up_rate", "0",
            "context_length", "4"));
    Path run = folder.resolve("run");
    Training.run(
        new TrainingRequest(
            line.model(),
            line.cacheFolder(),
            run,
            all,
            Optional.empty(),
            false,
            0,
            MainLine.SESSION),
        TrainingListener.SILENT);
    return run;
  }

  private static Context named(Explanation explanation, String name) {
    return explanation.contexts().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(explanation.contexts().toString()));
  }

  private static List<String> firstWords(Context context) {
    return context.vectors().stream().map(words -> words.get(0)).map(Word::text).toList();
  }
}
