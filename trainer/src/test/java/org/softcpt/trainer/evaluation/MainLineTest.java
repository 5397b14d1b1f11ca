package org.softcpt.trainer.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.runtime.PromptClassifier;
import org.softcpt.trainer.training.RunFolder;
import org.softcpt.trainer.training.Training;
import org.softcpt.trainer.training.TrainingListener;
import org.softcpt.trainer.training.TrainingOutcome;
import org.softcpt.trainer.training.TrainingRequest;

/** From images and weights to a bundle that answers, over the exported graphs. */
class MainLineTest {

  private static final Map<String, String> SETTINGS =
      Map.of(
          "shots", "3",
          "epochs", "12",
          "batch", "5",
          "learning_rate", "0.01",
          "context_length", "4");

  @TempDir private static Path root;
  private static MainLine line;
  private static RunFolder run;
  private static final List<Double> LOSSES = new ArrayList<>();

  @TempDir private Path folder;

  @BeforeAll
  static void train() throws IOException {
    line = MainLine.build(root);
    TrainingOutcome outcome =
        Training.run(
            line.request(root.resolve("run"), SETTINGS, false),
            progress -> LOSSES.add(progress.loss()));
    run = outcome.folder();
    assertEquals(12 * 3, outcome.stepsHere());
  }

  @Test
  void theLossFalls() {
    double first = mean(LOSSES.subList(0, 6));
    double last = mean(LOSSES.subList(30, 36));
    assertTrue(last < first, first + " to " + last);
  }

  @Test
  void anInterruptedRunEndsWithTheSameBytes() throws IOException {
    Path out = folder.resolve("run");
    assertThrows(
        IllegalStateException.class,
        () ->
            Training.run(
                line.request(out, SETTINGS, false),
                progress -> {
                  if (progress.step() == 20) {
                    throw new IllegalStateException("killed");
                  }
                }));
    Training.run(line.request(out, Map.of(), true), TrainingListener.SILENT);
    RunFolder resumed = new RunFolder(out);
    assertArrayEquals(
        Files.readAllBytes(run.parameters()), Files.readAllBytes(resumed.parameters()));
    assertArrayEquals(Files.readAllBytes(run.losses()), Files.readAllBytes(resumed.losses()));
  }

  @Test
  void aFinishedRunIsLeftAlone() throws IOException {
    byte[] before = Files.readAllBytes(run.parameters());
    TrainingOutcome again =
        Training.run(line.request(run.root(), SETTINGS, true), TrainingListener.SILENT);
    assertTrue(again.wasFinished());
    assertArrayEquals(before, Files.readAllBytes(run.parameters()));
  }

  @Test
  void evaluatesAndWritesABundleThatAnswersAlike() throws IOException {
    Results results = evaluate(Optional.empty());
    assertEquals(List.of("hue", "tone"), results.tasks().stream().map(t -> t.id()).toList());
    assertEquals(6, results.tasks().get(0).images());
    assertEquals(
        (results.tasks().get(0).accuracy() + results.tasks().get(1).accuracy()) / 2,
        results.mean());
    assertTrue(Files.readString(run.results()).contains("\"zero_shot_mean\""));
    assertEquals(right(results, 0), rightByBundle("hue", List.of("red", "green", "blue")));
  }

  @Test
  void anotherCacheOfTheSameClassesHasResultsOfItsOwn() throws IOException {
    evaluate(Optional.empty());
    byte[] before = Files.readAllBytes(run.results());
    line.cache(folder.resolve("cache"), 0);
    Results other = evaluate(Optional.of(folder.resolve("cache")));
    assertEquals(6, other.tasks().get(0).images());
    assertArrayEquals(before, Files.readAllBytes(run.results()));
    try (var files = Files.list(run.root())) {
      assertEquals(
          1, files.filter(f -> f.getFileName().toString().matches("results-.{12}\\.json")).count());
    }
  }

  @Test
  void anUnfinishedRunCannotBeEvaluated() throws IOException {
    Path copy = folder.resolve("copy");
    Files.createDirectories(copy);
    Files.copy(run.config(), copy.resolve("config.json"));
    InvalidInputException error =
        assertThrows(
            InvalidInputException.class,
            () ->
                Evaluation.run(
                    new EvaluationRequest(
                        copy, Optional.empty(), Optional.empty(), MainLine.SESSION)));
    assertTrue(error.getMessage().contains("not trained to the end"), error.getMessage());
  }

  @Test
  void aSettingFileIsReadAndTheCommandLineWins() throws IOException {
    Path file = Files.writeString(folder.resolve("settings.yaml"), "epochs: 7\nbatch: 3\n");
    TrainingRequest request =
        new TrainingRequest(
            line.model(),
            line.cacheFolder(),
            folder.resolve("run"),
            Map.of("epochs", "1", "shots", "2"),
            Optional.of(file),
            false,
            0,
            MainLine.SESSION);
    TrainingOutcome outcome = Training.run(request, TrainingListener.SILENT);
    assertEquals(1, outcome.config().epochs());
    assertEquals(3, outcome.config().batch());
    assertEquals(3, outcome.stepsHere()); // 2 shots of 5 classes
    assertTrue(Files.notExists(outcome.folder().trace()));
  }

  private static Results evaluate(Optional<Path> cache) throws IOException {
    return Evaluation.run(
        new EvaluationRequest(run.root(), cache, Optional.empty(), MainLine.SESSION));
  }

  private static int right(Results results, int task) {
    return results.tasks().get(task).classes().stream().mapToInt(c -> c.right()).sum();
  }

  private static int rightByBundle(String task, List<String> classes) throws IOException {
    int right = 0;
    try (PromptClassifier classifier = PromptClassifier.open(run.bundle(), MainLine.SESSION)) {
      for (String label : classes) {
        for (int i = 4; i < 6; i++) {
          Path image = line.image(task + "/" + label + "/test_" + i + ".png");
          Map<String, String> answers = new HashMap<>();
          classifier.classify(image).forEach(p -> answers.put(p.id(), p.top(1).get(0).name()));
          right += answers.get(task).equals(label) ? 1 : 0;
        }
      }
    }
    return right;
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }
}
