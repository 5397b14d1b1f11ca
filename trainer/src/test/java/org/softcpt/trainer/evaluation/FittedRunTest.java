package org.softcpt.trainer.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.io.Json;
import org.softcpt.models.safetensors.SafetensorsFile;
import org.softcpt.trainer.training.RunFolder;
import org.softcpt.trainer.training.RunManifest;
import org.softcpt.trainer.training.Training;
import org.softcpt.trainer.training.TrainingListener;
import org.softcpt.trainer.training.TrainingRequest;
import org.softcpt.trainer.training.Workbench;

/** What runs of feature methods start from and leave, over the exported graphs. */
class FittedRunTest {

  @TempDir private static Path root;
  private static MainLine line;

  @TempDir private Path folder;

  @BeforeAll
  static void build() throws IOException {
    line = MainLine.build(root);
  }

  private RunFolder fit(String name, String method, String... settings) throws IOException {
    Map<String, String> texts = new HashMap<>(Map.of("method", method, "shots", "2"));
    for (String setting : settings) {
      texts.put(setting.split("=")[0], setting.split("=")[1]);
    }
    TrainingRequest request =
        new TrainingRequest(
            line.model(),
            line.cacheFolder(),
            folder.resolve(name),
            texts,
            Optional.empty(),
            false,
            0,
            MainLine.SESSION);
    return Training.run(request, TrainingListener.SILENT).folder();
  }

  private static float[] stored(RunFolder run, String tensor) throws IOException {
    try (SafetensorsFile parameters = SafetensorsFile.open(run.parameters())) {
      return parameters.floats(tensor);
    }
  }

  @Test // the published residual is added to features of that length
  void taskResStartsFromTextFeaturesAsTheEncoderGivesThem() throws IOException {
    RunFolder run = fit("run", "taskres", "taskres_alpha=0", "taskres_epochs=1");
    try (Workbench bench = Workbench.open(line.model(), MainLine.SESSION)) {
      float[] means = bench.meanTextFeatures(RunManifest.read(run).tasks());
      float[] hue = stored(run, "hue/text_features");
      assertArrayEquals(Arrays.copyOf(means, hue.length), hue);
      assertFalse(
          Arrays.equals(bench.zeroShot(RunManifest.read(run).tasks()), means),
          "features of this encoder have length one anyway: the test shows nothing");
    }
  }

  @ParameterizedTest // 2 tasks; shots are 2
  @CsvSource({
    "taskres, '', 200, 1.0E-5",
    "taskres, taskres_epochs=3, 6, 1.0E-5",
    "clip-adapter, clip_adapter_epochs=4, 8, 1.0E-5",
    "tip-adapter-f, tip_adapter_epochs=5, 10, 0.001",
    "lp++, lpplus_iterations=7, 14, ''"
  })
  void everyStepIsLogged(String method, String setting, int steps, String firstRate)
      throws IOException {
    RunFolder run = setting.isEmpty() ? fit("run", method) : fit("run", method, setting);
    List<String> rows = Files.readAllLines(run.losses());
    assertEquals("epoch,step,loss,learning_rate", rows.get(0));
    assertEquals(1 + steps, rows.size());
    assertTrue(rows.get(1).matches("1,1,\\d+\\.\\d+(E-?\\d+)?," + firstRate + ".*"), rows.get(1));
    String last = rows.get(steps);
    assertTrue(last.startsWith(steps + "," + steps + ","), last); // one batch is one epoch
  }

  @Test
  void methodsWithoutStepsLogNone() throws IOException {
    assertFalse(Files.exists(fit("run", "protonet").losses()));
  }

  @Test
  void epochsFollowTheShotsUnlessGiven() throws IOException {
    RunFolder run = fit("one", "clip-adapter", "shots=1");
    assertEquals(50, Json.read(run.fit()).at("/hue/epochs").asInt());
    run = fit("two", "clip-adapter");
    assertEquals(100, Json.read(run.fit()).at("/hue/epochs").asInt());
  }

  @Test
  void templatesMayBeClipsSevenOrAllTogether() throws IOException {
    float[] own = stored(fit("own", "zero-shot"), "tone/text_features");
    float[] seven = stored(fit("seven", "zero-shot", "templates=clip-7"), "tone/text_features");
    float[] all =
        stored(fit("all", "zero-shot", "templates=task-and-clip-7"), "tone/text_features");
    float[] cached = stored(fit("cached", "tip-adapter", "templates=clip-7"), "tone/text_features");
    assertArrayEquals(seven, cached);
    assertNotEquals(Arrays.toString(own), Arrays.toString(seven));
    assertNotEquals(Arrays.toString(seven), Arrays.toString(all));
  }

  @Test
  void templatesAreNoSettingOfMethodsWithoutText() {
    InvalidInputException refused =
        assertThrows(InvalidInputException.class, () -> fit("run", "protonet", "templates=clip-7"));
    assertTrue(refused.getMessage().contains("templates"), refused.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "linear-probe, linear",
    "protonet, unit-linear",
    "tip-adapter, cache",
    "clip-adapter, adapter",
    "taskres, cosine"
  })
  void theBundleSaysWhatKindOfHeadItHas(String method, String head) throws IOException {
    RunFolder run = fit("run", method);
    Evaluation.run(
        new EvaluationRequest(run.root(), Optional.empty(), Optional.empty(), MainLine.SESSION));
    JsonNode bundle = Json.read(run.bundle().resolve("bundle.json"));
    assertEquals(head, bundle.path("head").asText());
  }

  @Test
  void numbersThatRanAwayAreTheUsersMistake() {
    InvalidInputException refused =
        assertThrows(
            InvalidInputException.class,
            () -> fit("run", "tip-adapter-f", "tip_adapter_rate=100", "tip_adapter_beta=1000"));
    assertTrue(
        refused.getMessage().startsWith("task 'hue': tip-adapter-f: 'keys' has"),
        refused.getMessage());
  }
}
