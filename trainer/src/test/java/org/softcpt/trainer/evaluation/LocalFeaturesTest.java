package org.softcpt.trainer.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import org.softcpt.models.folder.ModelManifest;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.io.Json;
import org.softcpt.runtime.ModelFolder;
import org.softcpt.trainer.cache.FeatureCache;
import org.softcpt.trainer.cache.FeatureTable;
import org.softcpt.trainer.cache.ImageFeatures;
import org.softcpt.trainer.training.RunFolder;
import org.softcpt.trainer.training.Training;
import org.softcpt.trainer.training.TrainingListener;
import org.softcpt.trainer.training.TrainingRequest;

/** Caches with features of places: PLOT trains on them, and other methods do as on any cache. */
class LocalFeaturesTest {

  private static final Map<String, String> SETTINGS =
      Map.of(
          "shots", "3",
          "epochs", "12",
          "batch", "5",
          "learning_rate", "0.01",
          "context_length", "4");

  private static final int WIDTH = 11;
  private static final int TOKENS = 5; // 32 pixels in patches of 16, and the image

  @TempDir private static Path root;
  private static MainLine line;
  private static Path local;

  @BeforeAll
  static void build() throws IOException {
    line = MainLine.build(root);
    local = root.resolve("local");
    line.localCache(local, 2);
  }

  private static TrainingRequest request(String method, Path cache) {
    Map<String, String> settings = new HashMap<>(SETTINGS);
    settings.put("method", method);
    return new TrainingRequest(
        line.model(),
        cache,
        root.resolve("run-" + method + "-" + cache.getFileName()),
        settings,
        Optional.empty(),
        false,
        1,
        MainLine.SESSION);
  }

  private static Results evaluate(TrainingRequest request) throws IOException {
    return Evaluation.run(
        new EvaluationRequest(request.out(), Optional.empty(), Optional.empty(), MainLine.SESSION));
  }

  @Test
  void theFirstRowIsTheImagesOwnFeature() throws IOException {
    try (FeatureCache wide = FeatureCache.open(local);
        FeatureCache plain = FeatureCache.open(line.cacheFolder())) {
      assertEquals(TOKENS * WIDTH, wide.width());
      FeatureTable own = ImageFeatures.of(wide, WIDTH);
      assertEquals(plain.samples(), own.samples());
      assertEquals(plain.width(), own.width());
      for (int row = 0; row < plain.samples().size(); row++) {
        // another graph with the same sums: single precision through two blocks
        assertArrayEquals(plain.feature(row, 0), own.feature(row, 0), 1e-5f, "row " + row);
      }
      assertTrue(ImageFeatures.of(plain, WIDTH) == plain, "nothing to leave out");
    }
  }

  @Test
  void plotTrainsAndIsTested() throws IOException {
    List<Double> losses = new ArrayList<>();
    TrainingRequest request = request("plot", local);
    Training.run(request, progress -> losses.add(progress.loss()));
    double first = losses.subList(0, 4).stream().mapToDouble(loss -> loss).average().orElseThrow();
    double last = losses.subList(20, 24).stream().mapToDouble(l -> l).average().orElseThrow();
    assertTrue(last < first, first + " to " + last); // the first stage is 12 epochs of 2 steps
    Results results = evaluate(request);
    RunFolder run = new RunFolder(request.out());
    assertTrue(Files.exists(run.root().resolve("predictions.csv")));
    assertFalse(Files.exists(run.bundle()), "a bundle holds cosines only");
    assertEquals(2, results.tasks().size());
  }

  @Test
  void otherMethodsSeeTheImagesOwnFeatures() throws IOException {
    TrainingRequest wide = request("coop-ca", local);
    TrainingRequest plain = request("coop-ca", line.cacheFolder());
    List<Double> expected = new ArrayList<>();
    List<Double> found = new ArrayList<>();
    Training.run(plain, progress -> expected.add(progress.loss()));
    Training.run(wide, progress -> found.add(progress.loss()));
    for (int step = 0; step < expected.size(); step++) {
      assertEquals(expected.get(step), found.get(step), 1e-4, "step " + step);
    }
    assertEquals(evaluate(plain).zeroShotMean(), evaluate(wide).zeroShotMean());
  }

  @Test
  void aCacheWithoutPlacesIsRefusedByName() {
    TrainingRequest request = request("plot", line.cacheFolder());
    InvalidInputException error =
        assertThrows(
            InvalidInputException.class, () -> Training.run(request, TrainingListener.SILENT));
    assertEquals(
        "method plot: expected a cache with local features (softcpt cache --local), found one without",
        error.getMessage());
  }

  @Test
  void aModelWithoutTheGraphSaysWhatToDo(@TempDir Path folder) throws IOException {
    for (Path file : Files.walk(line.model()).filter(Files::isRegularFile).toList()) {
      Path copy = folder.resolve(line.model().relativize(file).toString());
      Files.createDirectories(copy.getParent());
      Files.copy(file, copy);
    }
    Path manifest = folder.resolve(ModelManifest.FILE);
    JsonNode json = Json.mapper().readTree(manifest.toFile());
    ((ObjectNode) json.get("files")).remove(ModelManifest.LOCAL_ENCODER);
    Files.writeString(manifest, json.toString());
    ModelFolder model = ModelFolder.open(folder);
    InvalidInputException error =
        assertThrows(InvalidInputException.class, () -> model.localEncoder(MainLine.SESSION));
    assertTrue(
        error
            .getMessage()
            .endsWith(
                "the model has no local_encoder.onnx, which local features need: export it again"),
        error.getMessage());
  }
}
