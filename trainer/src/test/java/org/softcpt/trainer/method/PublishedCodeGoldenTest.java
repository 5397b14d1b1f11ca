package org.softcpt.trainer.method;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.softcpt.models.config.Precision;
import org.softcpt.onnx.export.ClipExporter;
import org.softcpt.runtime.Device;
import org.softcpt.runtime.ModelFolder;
import org.softcpt.runtime.SessionOptions;
import org.softcpt.trainer.method.PublishedGolden.Stage;
import org.softcpt.trainer.training.TrainingConfig;

/**
 * Fifty steps of the published PyTorch trainers, followed from the same starting values over the
 * same batches: every step's loss, and logits, gradients and parameters at some steps. Deviations
 * are defined by {@link Deviation}; both sides compute in single precision. Made by {@code
 * tools/published/golden.py}; docs/equality.md says what follows from it.
 */
class PublishedCodeGoldenTest {

  /**
   * What was wanted of fifty steps in single precision. Measured at most: loss 2.8e-5 (of a loss of
   * 0.0025), logits 2.2e-6, gradient 1.7e-5, value 8.8e-6; an earlier state of the graphs, which
   * rounded in another order, gave 3.1e-5. The published code in 32 bits is as far from itself in
   * 64: gradient 1.7e-5 ({@code published_rounding} in {@code cases.json}).
   */
  private static final Map<String, Double> TOLERANCES =
      Map.of("loss", 1e-4, "logits", 1e-4, "gradient", 1e-4, "value", 1e-4);

  @TempDir private static Path folder;
  private static PublishedGolden golden;
  private static ModelFolder model;
  private static TextSegments segments;

  @BeforeAll
  static void export() throws IOException {
    golden = PublishedGolden.read();
    PublishedClip clip = new PublishedClip(golden.clip(), golden.heads());
    Path exported = Files.createDirectories(folder.resolve("model"));
    ClipExporter.export(clip, clip.tokenizer().orElseThrow(), Precision.FP32, exported);
    model = ModelFolder.open(exported);
    segments = OnnxTextSegments.open(model, new SessionOptions(Device.cpu(), 1));
  }

  @AfterAll
  static void close() {
    segments.close();
    golden.clip().close();
  }

  static Stream<Stage> stages() {
    try {
      return PublishedGolden.read().stages().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("stages")
  void fiftyStepsAreThePublishedOnes(Stage stage, @TempDir Path run) throws IOException {
    PromptVocabulary vocabulary = OnnxTextSegments.vocabulary(model);
    try (PublishedReplay replay = new PublishedReplay(golden, stage, segments, vocabulary)) {
      replay.requireSameParameters();
      Map<String, Double> found = replay.run(run).byKind();
      assertEquals(TOLERANCES.keySet(), found.keySet(), "kinds compared");
      TOLERANCES.forEach(
          (kind, most) ->
              assertTrue(found.get(kind) <= most, stage + ": relative deviations " + found));
    }
  }

  /** The published trainer applies a gradient three times: docs/equality.md. */
  @Test
  void oneUpdateWhereThePublishedCodeMakesThreeIsNoticed(@TempDir Path run) throws IOException {
    Stage asRun = golden.stages().get(0);
    assertEquals("3", asRun.settings().get("updates"), asRun.name());
    PromptVocabulary vocabulary = OnnxTextSegments.vocabulary(model);
    try (PublishedReplay replay =
        new PublishedReplay(golden, asRun.withUpdates(1), segments, vocabulary)) {
      Map<String, Double> found = replay.run(run).byKind();
      assertTrue(found.get("value") > 0.1 && found.get("loss") > 0.1, "deviations " + found);
    }
  }

  /** Of the same float, which is what both optimisers multiply with, at every step. */
  @ParameterizedTest
  @MethodSource("stages")
  void learningRatesAreThePublishedOnes(Stage stage) throws IOException {
    Schedule schedule = TrainingConfig.of(stage.settings()).schedule();
    for (int epoch = 0; epoch < stage.rates().length; epoch++) {
      double ours = schedule.at(epoch);
      assertEquals((float) stage.rates()[epoch], (float) ours, "epoch " + epoch);
    }
  }
}
