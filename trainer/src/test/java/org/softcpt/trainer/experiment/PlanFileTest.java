package org.softcpt.trainer.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.trainer.training.TrainingConfig;

class PlanFileTest {

  private static final String HEAD = "model: m\ncache: c\n";

  @TempDir private Path folder;

  @Test
  void theShortestFileIsThePublishedProtocol() throws IOException {
    ExperimentPlan plan = read(HEAD + "methods: [softcpt-nata]\n");
    assertEquals("plan", plan.name());
    assertEquals(List.of(1, 2, 4, 8, 16), plan.shots());
    assertEquals(List.of(1L, 2L, 3L), plan.seeds());
    assertEquals(folder.toAbsolutePath().resolve("m"), plan.model());
    assertEquals(Transfer.NONE, plan.transfer());
    assertEquals(Optional.empty(), plan.parallel());
    PlannedMethod method = plan.methods().get(0);
    TrainingConfig published = TrainingConfig.published();
    assertEquals(published, method.config(plan.settings(), published.shots(), published.seed()));
  }

  @Test
  void aMethodsOwnSettingsWin() throws IOException {
    ExperimentPlan plan =
        read(
            HEAD
                + """
                name: two lengths
                methods:
                  - softcpt-nata
                  - {method: softcpt-nata, label: short, context_length: 4}
                settings: {epochs: 7, context_length: 8}
                shots: 4
                seeds: [5]
                parallel: 2
                base_to_new: classes
                """);
    assertEquals(
        new PlannedMethod("short", "softcpt-nata", Map.of("context_length", "4")),
        plan.methods().get(1));
    assertEquals(8, config(plan, 0).contextLength());
    assertEquals(4, config(plan, 1).contextLength());
    assertEquals(7, config(plan, 1).epochs());
    assertEquals(List.of(4), plan.shots());
    assertEquals(Optional.of(2), plan.parallel());
    assertEquals(Transfer.NEW_CLASSES, plan.transfer());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "methods: [] | methods: expected a list of names",
        "methods: [coop-xy] | method 'coop-xy': method: expected one of",
        "methods: [{label: x}] | methods: expected a name, or 'method: NAME'",
        "methods: [softcpt-nata, softcpt-nata] | methods: 'softcpt-nata' occurs twice",
        "methods: [{method: softcpt-nata, epoks: 3}] | method 'softcpt-nata': setting 'epoks'",
        "methods: [{method: softcpt-nata, shots: 3}] | methods: shots is no setting here",
        "methods: [softcpt-nata], settings: {epochs: none} | epochs: expected a whole number, found 'none'",
        "methods: [softcpt-nata], settings: {method: x} | settings: method is no setting here",
        "methods: [softcpt-nata], settings: [epochs] | settings: expected settings 'name: value'",
        "methods: [softcpt-nata], shots: [1, 0] | shots: expected at least 1, found 0",
        "methods: [softcpt-nata], shots: [1, 1] | shots: '1' occurs twice",
        "methods: [softcpt-nata], shots: [1.5] | shots: expected whole numbers, found 1.5",
        "methods: [softcpt-nata], shots: [] | shots: expected at least one, found none",
        "methods: [softcpt-nata], seeds: [x] | seeds: expected whole numbers",
        "methods: [softcpt-nata], parallel: 0 | parallel: expected at least 1, found 0",
        "methods: [softcpt-nata], parallel: [1, 2] | parallel: expected one number, found 2",
        "methods: [softcpt-nata], base_to_new: both | base_to_new: expected classes or tasks, found 'both'",
        "methods: [softcpt-nata], base_to_new: tasks, test: o | test: not together with base_to_new",
        "methods: [softcpt-nata], shot: 3 | shot: unknown key; known: name, model",
        "methods: [softcpt-nata], name: | name: expected one value, found nothing",
      })
  void refusesInOneLine(String keys, String expected) {
    String yaml = "{model: m, cache: c, " + keys + "}";
    InvalidInputException error = assertThrows(InvalidInputException.class, () -> read(yaml));
    assertTrue(error.getMessage().contains(expected), error.getMessage());
    assertTrue(error.getMessage().startsWith(folder.resolve("plan.yaml") + ": "));
    assertFalse(error.getMessage().contains("\n"), error.getMessage());
  }

  @Test
  void aCacheMayBeARecipe() throws IOException {
    String head = "model: m\ncache: {tasks: t.yaml, root: r, views: 3, seed: 4}\nmethods: ";
    ExperimentPlan plan = read(head + "[coop-ca]\n");
    Path here = folder.toAbsolutePath();
    assertEquals(folder.resolve("own"), plan.cache());
    assertEquals(
        Optional.of(
            new CacheRecipe(here.resolve("t.yaml"), Optional.of(here.resolve("r")), 3, 4, false)),
        plan.recipe());
    assertTrue(read(head + "[coop-ca, plot]\n").recipe().orElseThrow().local());
    assertEquals(Optional.empty(), read(HEAD + "methods: [plot]\n").recipe());
  }

  @Test
  void givenPathsWin() throws IOException {
    Path other = folder.resolve("other");
    GivenPaths given =
        new GivenPaths(Optional.of(other), Optional.of(other), Optional.of(other), folder);
    ExperimentPlan plan = read("cache: {tasks: t, root: r, out: o}\nmethods: [zero-shot]\n", given);
    assertEquals(other, plan.model());
    assertEquals(other, plan.cache());
    assertEquals(Optional.of(other), plan.recipe().orElseThrow().root());
  }

  @Test
  void refusesMissingKeysAndFiles() {
    assertTrue(message("methods: [softcpt-nata]\ncache: c\n").endsWith("model: is missing"));
    assertTrue(message("model: [\n").contains("not valid YAML or JSON at line"));
    assertTrue(message("just words\n").endsWith("expected keys and values of an experiment"));
    Path nowhere = folder.resolve("nowhere.yaml");
    GivenPaths given = GivenPaths.none(folder);
    InvalidInputException error =
        assertThrows(InvalidInputException.class, () -> ExperimentPlan.read(nowhere, given));
    assertEquals(nowhere + ": no such file", error.getMessage());
  }

  private static TrainingConfig config(ExperimentPlan plan, int method) throws IOException {
    return plan.methods().get(method).config(plan.settings(), 1, 1);
  }

  private String message(String yaml) {
    return assertThrows(InvalidInputException.class, () -> read(yaml)).getMessage();
  }

  private ExperimentPlan read(String yaml) throws IOException {
    return read(yaml, GivenPaths.none(folder.resolve("own")));
  }

  private ExperimentPlan read(String yaml, GivenPaths given) throws IOException {
    return ExperimentPlan.read(Files.writeString(folder.resolve("plan.yaml"), yaml), given);
  }
}
