package org.softcpt.trainer.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.trainer.method.Schedule;

class ResumeTest {

  @TempDir private static Path whole;
  @TempDir private Path folder;

  @BeforeAll
  static void trainWithoutInterruption() throws IOException {
    TrainingOutcome outcome = ToyRun.run(whole);
    assertEquals(20, outcome.stepsHere());
  }

  @ParameterizedTest // in the first step, mid-epoch, at an epoch's end, just after, in the last
  // step
  @CsvSource({"1, 0", "3, 0", "3, 60", "5, 60", "6, 60", "12, 0", "20, 0", "20, 60"})
  void endsWithTheBytesOfAnUninterruptedRun(int killedAt, int seconds) throws IOException {
    Duration interval = Duration.ofSeconds(seconds);
    assertThrows(
        Killed.class,
        () ->
            ToyRun.run(
                folder,
                ToyRun.SETTINGS,
                false,
                progress -> {
                  if (progress.step() == killedAt) {
                    throw new Killed();
                  }
                },
                interval));
    assertFalse(Files.exists(new RunFolder(folder).parameters()));
    ToyRun.run(folder, ToyRun.SETTINGS, true, TrainingListener.SILENT, interval);
    requireSameBytes();
  }

  @Test
  void survivesKillMinusNine() throws Exception {
    for (int killedAt : new int[] {2, 4}) {
      Process child = child(200);
      try (BufferedReader steps = child.inputReader()) {
        for (int step = 0; step < killedAt; step++) {
          assertTrue(steps.readLine() != null, "the child died by itself");
        }
        child.destroyForcibly(); // SIGKILL
        assertTrue(child.waitFor(30, TimeUnit.SECONDS));
      }
      assertTrue(child.exitValue() != 0);
      assertFalse(Files.exists(new RunFolder(folder).parameters()));
    }
    ToyRun.run(folder, ToyRun.SETTINGS, true, TrainingListener.SILENT, Duration.ZERO);
    requireSameBytes();
  }

  @Test
  void settingsNeedNotBeRepeated() throws IOException {
    interrupt();
    ToyRun.run(folder, Map.of(), true, TrainingListener.SILENT, Duration.ZERO);
    requireSameBytes();
  }

  @Test
  void refusesOtherSettingsAndNamesThem() throws IOException {
    interrupt();
    Map<String, String> other = new HashMap<>(ToyRun.SETTINGS);
    other.put("epochs", "5");
    other.put("seed", "2");
    InvalidInputException error =
        assertThrows(
            InvalidInputException.class,
            () -> ToyRun.run(folder, other, true, TrainingListener.SILENT, Duration.ZERO));
    assertEquals(
        folder
            + ": cannot resume with other settings: seed: the run has 1, asked for 2; "
            + "epochs: the run has 4, asked for 5",
        error.getMessage());
  }

  @Test // what a file leaves out because it is the default is a setting all the same
  void refusesToChangeSettingsThatAreNotWritten() throws IOException {
    interrupt(folder, ToyRun.SETTINGS);
    Map<String, String> other = Map.of("updates", "3", "sampling", "published");
    InvalidInputException error =
        assertThrows(
            InvalidInputException.class,
            () -> ToyRun.run(folder, other, true, TrainingListener.SILENT, Duration.ZERO));
    assertTrue(error.getMessage().contains("updates: the run has 1, asked for 3"));
    assertTrue(error.getMessage().contains("sampling: the run has ranking, asked for published"));
  }

  @Test
  void resumesWithSeveralUpdatesToTheSameBytes() throws IOException {
    Map<String, String> settings = new HashMap<>(ToyRun.SETTINGS);
    settings.put("updates", "3");
    settings.put("learning_rate", "0.05");
    Path whole = folder.resolve("whole");
    Path resumed = folder.resolve("resumed");
    ToyRun.run(whole, settings, false, TrainingListener.SILENT, Duration.ZERO);
    interrupt(resumed, settings);
    ToyRun.run(resumed, Map.of(), true, TrainingListener.SILENT, Duration.ZERO);
    requireSameBytes(whole, resumed);
    Schedule schedule = TrainingConfig.of(settings).schedule();
    List<String> lines = Files.readAllLines(new RunFolder(resumed).losses());
    assertTrue(lines.get(20).endsWith("," + schedule.at(3)), lines.get(20));
  }

  @Test
  void refusesToStartOverAnUnfinishedRun() throws IOException {
    interrupt();
    InvalidInputException error =
        assertThrows(InvalidInputException.class, () -> ToyRun.run(folder));
    assertTrue(error.getMessage().contains("unfinished run"), error.getMessage());
    assertTrue(error.getMessage().contains("--resume"), error.getMessage());
  }

  @Test
  void refusesToStartOverAFinishedRun() {
    InvalidInputException error =
        assertThrows(InvalidInputException.class, () -> ToyRun.run(whole));
    assertEquals(whole + ": holds a finished run; choose another folder", error.getMessage());
  }

  @Test
  void refusesAFolderWithOtherThings() throws IOException {
    Files.writeString(folder.resolve("thesis.tex"), "");
    InvalidInputException error =
        assertThrows(InvalidInputException.class, () -> ToyRun.run(folder));
    assertTrue(error.getMessage().contains("not empty and not a run"), error.getMessage());
    assertEquals(List.of("thesis.tex"), names());
  }

  @Test
  void refusesLossesThatAreShorterThanTheCheckpoint() throws IOException {
    interrupt();
    Files.writeString(new RunFolder(folder).losses(), "epoch,step,loss,learning_rate\n");
    InvalidInputException error =
        assertThrows(
            InvalidInputException.class,
            () -> ToyRun.run(folder, Map.of(), true, TrainingListener.SILENT, Duration.ZERO));
    assertTrue(
        error.getMessage().endsWith("the checkpoint is at step 7, found 0 rows"),
        error.getMessage());
  }

  @Test
  void refusesATruncatedCheckpoint() throws IOException {
    interrupt();
    Path checkpoint = new RunFolder(folder).checkpoint();
    byte[] bytes = Files.readAllBytes(checkpoint);
    Files.write(checkpoint, java.util.Arrays.copyOf(bytes, bytes.length - 5));
    InvalidInputException error =
        assertThrows(
            InvalidInputException.class,
            () -> ToyRun.run(folder, Map.of(), true, TrainingListener.SILENT, Duration.ZERO));
    assertTrue(error.getMessage().contains("checkpoint.safetensors"), error.getMessage());
  }

  private void interrupt() {
    interrupt(folder, ToyRun.SETTINGS);
  }

  private static void interrupt(Path folder, Map<String, String> settings) {
    assertThrows(
        Killed.class,
        () ->
            ToyRun.run(
                folder,
                settings,
                false,
                progress -> {
                  if (progress.step() == 7) {
                    throw new Killed();
                  }
                },
                Duration.ZERO));
  }

  private Process child(int pauseMillis) throws IOException {
    return new ProcessBuilder(
            ProcessHandle.current().info().command().orElseThrow(),
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            ToyRun.class.getName(),
            folder.toString(),
            Integer.toString(pauseMillis))
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private void requireSameBytes() throws IOException {
    requireSameBytes(whole, folder);
  }

  private static void requireSameBytes(Path whole, Path folder) throws IOException {
    for (String file :
        List.of(
            "parameters.safetensors",
            "losses.csv",
            "config.json",
            "trace/steps.csv",
            "trace/step-0001.safetensors",
            "trace/step-0003.safetensors")) {
      byte[] expected = Files.readAllBytes(whole.resolve(file));
      assertArrayEquals(expected, Files.readAllBytes(folder.resolve(file)), file);
    }
  }

  private List<String> names() throws IOException {
    try (var entries = Files.list(folder)) {
      return entries.map(path -> path.getFileName().toString()).toList();
    }
  }

  /** What a kill looks like from inside. */
  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1;
  }
}
