package org.softcpt.trainer.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.softcpt.models.safetensors.SafetensorsFile;
import org.softcpt.trainer.method.Schedule;

/** A method that trains each task on its own: CoOp-CS on three tasks of 8, 20 and 12 images. */
class StagesTest {

  private static final Map<String, String> SETTINGS = settings();

  @TempDir private static Path whole;
  @TempDir private Path folder;

  private static Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>(ToyRun.SETTINGS);
    settings.remove("task_context_length");
    settings.put("method", "coop-cs");
    return Map.copyOf(settings);
  }

  @BeforeAll
  static void trainWithoutInterruption() throws IOException {
    assertEquals(4 * (1 + 2 + 1), run(whole, false, TrainingListener.SILENT, 60).stepsHere());
  }

  @Test
  void everyTasksParametersAreInTheFile() throws IOException {
    try (SafetensorsFile file = SafetensorsFile.open(new RunFolder(whole).parameters())) {
      assertEquals(List.of(2, 3, 7), file.shape("task0/context"));
      assertEquals(List.of(5, 3, 7), file.shape("task1/context"));
      assertEquals(List.of(3, 3, 7), file.shape("task2/context"));
    }
    assertFalse(Files.exists(new RunFolder(whole).stages()));
  }

  @Test
  void epochsAndStepsGoOnCountingWhileEachStageHasItsOwnSchedule() throws IOException {
    List<String> lines = Files.readAllLines(new RunFolder(whole).losses());
    assertEquals(1 + 16, lines.size());
    Schedule schedule = TrainingConfig.of(SETTINGS).schedule();
    int[] epochs = {1, 2, 3, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 10, 11, 12};
    for (int step = 0; step < 16; step++) {
      String[] cells = lines.get(step + 1).split(",");
      assertEquals(Integer.toString(epochs[step]), cells[0]);
      assertEquals(Integer.toString(step + 1), cells[1]);
      assertEquals(Double.toString(schedule.at((epochs[step] - 1) % 4)), cells[3]);
    }
  }

  @ParameterizedTest // in the first stage, at its end, mid-way in the second, in the last step
  @CsvSource({"1, 0", "2, 60", "4, 0", "4, 60", "7, 0", "8, 60", "12, 0", "16, 0", "16, 60"})
  void endsWithTheBytesOfAnUninterruptedRun(int killedAt, int seconds) throws IOException {
    assertThrows(
        Killed.class,
        () ->
            run(
                folder,
                false,
                progress -> {
                  if (progress.step() == killedAt) {
                    throw new Killed();
                  }
                },
                seconds));
    run(folder, true, TrainingListener.SILENT, seconds);
    for (String name : List.of("parameters.safetensors", "losses.csv")) {
      assertArrayEquals(
          Files.readAllBytes(whole.resolve(name)), Files.readAllBytes(folder.resolve(name)), name);
    }
    assertFalse(Files.exists(new RunFolder(folder).stages()));
  }

  private static TrainingOutcome run(
      Path folder, boolean resume, TrainingListener listener, int seconds) throws IOException {
    return ToyRun.run(folder, SETTINGS, resume, listener, Duration.ofSeconds(seconds));
  }

  private static final class Killed extends RuntimeException {

    private static final long serialVersionUID = 1;
  }
}
