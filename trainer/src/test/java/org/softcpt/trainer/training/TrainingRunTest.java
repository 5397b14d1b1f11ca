package org.softcpt.trainer.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.safetensors.SafetensorsFile;
import org.softcpt.trainer.method.ToyProblem;

class TrainingRunTest {

  @TempDir private Path folder;

  @Test // guessing costs (2·ln 2 + 5·ln 5 + 3·ln 3)/10 = 1.27 per image
  void learns() throws IOException {
    List<Double> losses = new ArrayList<>();
    Map<String, String> settings = new HashMap<>(ToyRun.SETTINGS);
    settings.put("epochs", "20");
    settings.put("learning_rate", "0.005");
    ToyRun.run(
        folder,
        settings,
        false,
        progress -> losses.add(progress.loss()),
        Trainer.CHECKPOINT_INTERVAL);
    double first = losses.subList(0, 5).stream().mapToDouble(d -> d).average().orElseThrow();
    double last = losses.subList(95, 100).stream().mapToDouble(d -> d).average().orElseThrow();
    assertTrue(last < 1.15, first + " to " + last);
  }

  @Test
  void logsEveryStep() throws IOException {
    TrainingOutcome outcome = ToyRun.run(folder);
    List<String> rows = Files.readAllLines(outcome.folder().losses());
    assertEquals("epoch,step,loss,learning_rate", rows.get(0));
    assertEquals(1 + 20, rows.size());
    assertTrue(rows.get(1).matches("1,1,\\d\\.\\d+,1\\.0E-5"), rows.get(1));
    assertTrue(rows.get(6).matches("2,6,\\d\\.\\d+,0\\.5"), rows.get(6));
  }

  @Test
  void traceHasTheDocumentedNamesAndShapes() throws IOException {
    Path trace = ToyRun.run(folder).folder().trace();
    try (SafetensorsFile step = SafetensorsFile.open(trace.resolve("step-0002.safetensors"))) {
      int rows = step.shape("task").get(0);
      int width = ToyProblem.WIDTH;
      int tokenWidth = ToyProblem.TOKEN_WIDTH;
      assertEquals(
          Map.ofEntries(
              Map.entry("task_context", List.of(2, tokenWidth)),
              Map.entry("sub_network", List.of(width, 3 * tokenWidth)),
              Map.entry("image_features", List.of(rows, width)),
              Map.entry("task", List.of(rows)),
              Map.entry("label", List.of(rows)),
              Map.entry("images", List.of()),
              Map.entry("class_task", List.of(10)),
              Map.entry("text_features", List.of(10, width)),
              Map.entry("task_features", List.of(3, width)),
              Map.entry("logits", List.of(rows, 10)),
              Map.entry("gradient.task_context", List.of(2, tokenWidth)),
              Map.entry("gradient.sub_network", List.of(width, 3 * tokenWidth)),
              Map.entry("logit_scale", List.of())),
          shapes(step));
      assertEquals(8, step.longs("images")[0]);
      float[] image = step.floats("image_features");
      double squares = 0;
      for (int d = 0; d < width; d++) {
        squares += image[d] * image[d];
      }
      assertEquals(1, squares, 1e-6); // eleven rounded squares
    }
    assertEquals(4, Files.readAllLines(trace.resolve("steps.csv")).size());
    assertFalse(Files.exists(trace.resolve("step-0004.safetensors")));
  }

  @Test
  void saysWhichStepDiverged() {
    Map<String, String> settings = new HashMap<>(ToyRun.SETTINGS);
    settings.put("learning_rate", "1e38");
    InvalidInputException error =
        assertThrows(
            InvalidInputException.class,
            () ->
                ToyRun.run(
                    folder, settings, false, TrainingListener.SILENT, Trainer.CHECKPOINT_INTERVAL));
    assertTrue(
        error.getMessage().matches("step \\d+ \\(epoch 2, learning rate 1.0E38\\): .*"),
        error.getMessage());
  }

  @Test
  void tellsOfClassesWithTooFewImages() throws IOException {
    Map<String, String> settings = new HashMap<>(ToyRun.SETTINGS);
    settings.put("shots", "6");
    List<String> notices = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void stepDone(TrainingProgress progress) {}

          @Override
          public void notice(String message) {
            notices.add(message);
          }
        };
    ToyRun.run(folder, settings, false, listener, Trainer.CHECKPOINT_INTERVAL);
    assertTrue(notices.get(0).contains("fewer than 6 training images"), notices.get(0));
  }

  @Test // the parameters alone make the classifier again
  void resultHoldsTheParametersAndTheDigest() throws IOException {
    TrainingOutcome outcome = ToyRun.run(folder);
    try (SafetensorsFile file = SafetensorsFile.open(outcome.folder().parameters())) {
      assertEquals(Set.of("task_context", "sub_network"), file.names());
      assertEquals(
          RunManifest.read(outcome.folder()).digest(), file.metadata().get("config_sha256"));
    }
  }

  private static Map<String, List<Integer>> shapes(SafetensorsFile file) {
    Map<String, List<Integer>> shapes = new HashMap<>();
    file.names().forEach(name -> shapes.put(name, file.shape(name)));
    return shapes;
  }
}
