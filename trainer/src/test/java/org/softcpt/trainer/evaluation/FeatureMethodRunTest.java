package org.softcpt.trainer.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.io.Json;
import org.softcpt.runtime.ClassProbability;
import org.softcpt.runtime.PromptClassifier;
import org.softcpt.runtime.TaskPrediction;
import org.softcpt.trainer.cache.FeatureCache;
import org.softcpt.trainer.feature.FeatureMethodEntry;
import org.softcpt.trainer.feature.FeatureMethods;
import org.softcpt.trainer.method.Classifier;
import org.softcpt.trainer.task.TaskSelection;
import org.softcpt.trainer.training.RunFolder;
import org.softcpt.trainer.training.RunManifest;
import org.softcpt.trainer.training.Training;
import org.softcpt.trainer.training.TrainingListener;
import org.softcpt.trainer.training.TrainingRequest;
import org.softcpt.trainer.training.Workbench;

/** Feature methods from cache to bundle, over exported graphs. */
class FeatureMethodRunTest {

  /** Probabilities from float and from double logits up to 100; reckoned 2e-6, times ten. */
  private static final double TOLERANCE = 2e-5;

  @TempDir private static Path root;
  private static MainLine line;

  @TempDir private Path folder;

  @BeforeAll
  static void build() throws IOException {
    line = MainLine.build(root);
  }

  static Stream<String> names() {
    return FeatureMethods.all().stream().map(FeatureMethodEntry::name);
  }

  @ParameterizedTest
  @MethodSource("names")
  void theBundleAnswersAsTheTrainersClassifierDoes(String name) throws IOException {
    RunFolder run = train(name, folder.resolve("run"), Map.of("shots", "2"));
    Results results = evaluate(run, Optional.empty());
    assertEquals(2, results.tasks().size());
    assertTrue(Files.exists(run.root().resolve("predictions.csv")));
    compare(run, FeatureMethods.named(name).orElseThrow());
  }

  @ParameterizedTest
  @MethodSource("names")
  void theSameSeedGivesTheSameBytes(String name) throws IOException {
    Map<String, String> settings = Map.of("shots", "2", "seed", "7");
    RunFolder first = train(name, folder.resolve("first"), settings);
    RunFolder second = train(name, folder.resolve("second"), settings);
    assertArrayEquals(
        Files.readAllBytes(first.parameters()), Files.readAllBytes(second.parameters()));
    assertArrayEquals(Files.readAllBytes(first.fit()), Files.readAllBytes(second.fit()));
  }

  @Test
  void fitJsonSaysWhatWasChosenFromWhat() throws IOException {
    RunFolder run = train("linear-probe", folder.resolve("run"), Map.of("shots", "2"));
    JsonNode fit = Json.read(run.fit());
    assertEquals(List.of("hue", "tone"), List.copyOf(fitNames(fit)));
    assertTrue(fit.path("hue").path("C").asDouble() > 0, fit.toString());
    assertEquals("validation, 2 images per class", fit.path("hue").path("from").asText());
  }

  @Test
  void configJsonHoldsOnlyWhatTheMethodUses() throws IOException {
    RunFolder run = train("taskres", folder.resolve("run"), Map.of("taskres_epochs", "3"));
    JsonNode settings = Json.read(run.config()).path("settings");
    assertEquals(3, settings.path("taskres_epochs").asInt());
    assertFalse(settings.has("epochs") || settings.has("context_length"), settings.toString());
    assertEquals("taskres", RunManifest.read(run).settings().method());
  }

  @Test
  void settingsWithoutAnEffectAreRefused() {
    InvalidInputException error =
        assertThrows(
            InvalidInputException.class,
            () -> train("protonet", folder.resolve("run"), Map.of("epochs", "3")));
    assertEquals(
        "setting 'epochs': protonet has no use for it; expected one of method, shots, seed, sampling",
        error.getMessage());
  }

  @Test
  void aPartOfTheTasksIsAnsweredAndOthersOnlyByZeroShot() throws IOException {
    TaskSelection hue = TaskSelection.parse("task:hue");
    TaskSelection tone = TaskSelection.parse("task:tone");
    RunFolder both = train("protonet", folder.resolve("both"), Map.of());
    assertEquals(1, evaluate(both, Optional.of(tone)).tasks().size());
    RunFolder one = train("protonet", folder.resolve("one"), Map.of(), hue);
    InvalidInputException error =
        assertThrows(InvalidInputException.class, () -> evaluate(one, Optional.of(tone)));
    assertTrue(error.getMessage().contains("protonet cannot answer others"), error.getMessage());
    RunFolder zeroShot = train("zero-shot", folder.resolve("zero-shot"), Map.of(), hue);
    Results results = evaluate(zeroShot, Optional.of(tone));
    assertEquals(results.zeroShotMean(), results.mean());
  }

  @Test
  void aDamagedFileIsNamed() throws IOException {
    RunFolder run = train("taskres", folder.resolve("run"), Map.of("taskres_epochs", "1"));
    RunFolder other = train("protonet", folder.resolve("other"), Map.of());
    Files.copy(other.parameters(), run.parameters(), StandardCopyOption.REPLACE_EXISTING);
    InvalidInputException error =
        assertThrows(InvalidInputException.class, () -> evaluate(run, Optional.empty()));
    assertEquals(run.parameters() + ": tensor 'text_features' is missing", error.getMessage());
  }

  private static List<String> fitNames(JsonNode fit) {
    return fit.properties().stream().map(Map.Entry::getKey).sorted().toList();
  }

  private static void compare(RunFolder run, FeatureMethodEntry method) throws IOException {
    RunManifest manifest = RunManifest.read(run);
    try (Workbench bench = Workbench.open(line.model(), MainLine.SESSION);
        PromptClassifier bundle = PromptClassifier.open(run.bundle(), MainLine.SESSION)) {
      FeatureCache cache = bench.cache(line.cacheFolder());
      FittedTasks fitted = new FittedTasks(run, manifest, method, bench);
      try (Classifier classifier = fitted.classifier(manifest.tasks(), cache.width())) {
        for (int row = 0; row < cache.samples().size(); row++) {
          float[] feature = cache.feature(row, 0);
          List<TaskPrediction> answers = bundle.classify(feature);
          for (int task = 0; task < answers.size(); task++) {
            compare(answers.get(task), classifier.logits(task, feature), method.name());
          }
        }
      }
    }
  }

  private static void compare(TaskPrediction answer, float[] logits, String name) {
    double largest = Double.NEGATIVE_INFINITY;
    for (float logit : logits) {
      largest = Math.max(largest, logit);
    }
    double sum = 0;
    for (float logit : logits) {
      sum += Math.exp(logit - largest);
    }
    for (int c = 0; c < logits.length; c++) {
      ClassProbability probability = answer.classes().get(c);
      assertEquals(Math.exp(logits[c] - largest) / sum, probability.probability(), TOLERANCE, name);
    }
  }

  private static RunFolder train(String method, Path out, Map<String, String> settings)
      throws IOException {
    return train(method, out, settings, TaskSelection.ALL);
  }

  private static RunFolder train(
      String method, Path out, Map<String, String> settings, TaskSelection part)
      throws IOException {
    Map<String, String> all = new HashMap<>(settings);
    all.put("method", method);
    TrainingRequest request =
        new TrainingRequest(
            line.model(),
            line.cacheFolder(),
            out,
            all,
            Optional.empty(),
            false,
            0,
            MainLine.SESSION,
            part);
    return Training.run(request, TrainingListener.SILENT).folder();
  }

  private static Results evaluate(RunFolder run, Optional<TaskSelection> part) throws IOException {
    return Evaluation.run(
        new EvaluationRequest(
            run.root(), Optional.empty(), Optional.empty(), MainLine.SESSION, part));
  }
}
