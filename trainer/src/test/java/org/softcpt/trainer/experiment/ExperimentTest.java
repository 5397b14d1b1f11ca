package org.softcpt.trainer.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.trainer.evaluation.MainLine;
import org.softcpt.trainer.experiment.ExperimentResults.Failure;
import org.softcpt.trainer.experiment.ExperimentResults.Row;
import org.softcpt.trainer.training.RunFolder;
import org.softcpt.trainer.training.RunManifest;

class ExperimentTest {

  private static final String ONE_SEED =
      SmallExperiment.PLAN.replace("seeds: [1, 2]", "seeds: [1]");

  @TempDir private static Path root;
  private static MainLine line;
  private static Path whole;
  private static ExperimentResults results;

  @TempDir private Path folder;

  @BeforeAll
  static void runOne() throws IOException {
    line = MainLine.build(root);
    whole = root.resolve("whole");
    results = run(SmallExperiment.PLAN, whole);
  }

  @Test
  void everyCombinationIsARunInThePlansOrder() {
    assertEquals(
        List.of(
            "softcpt-nata 1 1",
            "softcpt-nata 1 2",
            "softcpt-nata 2 1",
            "softcpt-nata 2 2",
            "longer 1 1",
            "longer 1 2",
            "longer 2 1",
            "longer 2 2"),
        results.rows().stream()
            .map(row -> "%s %d %d".formatted(row.method(), row.shots(), row.seed()))
            .toList());
    assertEquals(List.of(), results.failures());
  }

  @Test
  void aRowIsWhatItsRunSays() throws IOException {
    for (Row row : results.rows()) {
      RunManifest manifest = RunManifest.read(new RunFolder(whole.resolve(row.run())));
      assertEquals("runs/" + manifest.digest().substring(0, 16), row.run());
      assertEquals(row.shots(), manifest.settings().shots());
      assertEquals(row.seed(), manifest.settings().seed());
      assertEquals(Set.of("hue", "tone"), row.tasks().keySet());
      double mean = row.tasks().values().stream().mapToDouble(x -> x).average().orElseThrow();
      assertEquals(mean, row.mean());
      int task = row.method().equals("longer") ? 6 : 4; // M of 16 each, and P [11, 4·16]
      assertEquals(16 * task + 11 * 64, row.parameters());
      assertNotNull(row.trainingSeconds());
      assertTrue(Files.exists(whole.resolve(row.run()).resolve("bundle/bundle.json")));
    }
  }

  @Test
  void theFilesSayTheSame() throws IOException {
    assertEquals(results, ExperimentResults.read(whole));
    List<String> csv = Files.readAllLines(whole.resolve("results.csv"));
    assertEquals("method,shots,seed,task,accuracy", csv.get(0));
    assertEquals(1 + 8 * 2, csv.size());
    Row last = results.rows().get(7);
    assertEquals("longer,2,2,tone," + last.tasks().get("tone"), csv.get(16));
    String json = Files.readString(whole.resolve("experiment.json"));
    assertTrue(json.contains("\"format\" : \"softcpt-experiment\""), json);
    assertTrue(
        json.replaceAll("\\s", "")
            .contains("\"epochs\":{\"value\":\"3\",\"from\":\"experiment\"}"));
    assertTrue(json.replaceAll("\\s", "").contains("{\"value\":\"6\",\"from\":\"method\"}"));
  }

  @Test
  void nothingIsDoneTwice() throws IOException {
    Map<String, Long> before = times(whole);
    List<Long> earlier = new ArrayList<>();
    run(SmallExperiment.PLAN, whole, (done, total, found, remark) -> earlier.add(total - found));
    assertEquals(Set.of(0L), Set.copyOf(earlier)); // all of the work was found done
    assertEquals(before, times(whole));
  }

  @Test
  void anotherPlanUsesTheRunsItShares() throws IOException {
    Path copy = folder.resolve("copy");
    copy(whole, copy);
    Map<String, Long> before = times(copy);
    String more = SmallExperiment.PLAN.replace("seeds: [1, 2]", "seeds: [2, 5]");
    ExperimentResults other = run(more, copy);
    Map<String, Long> after = times(copy);
    before.forEach((file, time) -> assertEquals(time, after.get(file), file));
    assertEquals(8 + 4, runs(copy).size());
    assertEquals(results.rows().get(1).tasks(), other.rows().get(0).tasks());
  }

  @Test
  void oneAfterTheOtherIsTheSameAsSeveralAtOnce() throws IOException {
    ExperimentResults sequential =
        run(SmallExperiment.PLAN + "parallel: 1\n", folder.resolve("one"));
    assertEquals(accuracies(results), accuracies(sequential));
    requireSameParameters(folder.resolve("one"));
  }

  @Test
  void goesOnAfterKillMinusNine() throws Exception {
    Path out = folder.resolve("killed");
    Process child = child(out);
    try (BufferedReader steps = child.inputReader()) {
      for (int step = 0; step < 9; step++) { // the first runs are done, two are at work
        assertNotNull(steps.readLine(), "the child died by itself");
      }
      child.destroyForcibly(); // SIGKILL
      assertTrue(child.waitFor(30, TimeUnit.SECONDS));
    }
    assertFalse(finished(out) == 8, "nothing was left to do");
    ExperimentResults resumed = run(SmallExperiment.PLAN, out);
    assertEquals(accuracies(results), accuracies(resumed));
    requireSameParameters(out);
  }

  @Test
  void aRunThatFailsStopsNoOther() throws IOException {
    String plan =
        ONE_SEED.replace("task_context_length: 6", "learning_rate: 1.0e+30, warm_up_rate: 1.0e+30");
    ExperimentResults mixed = run(plan, folder.resolve("mixed"));
    assertEquals(2, mixed.rows().size());
    assertEquals(results.rows().get(0).tasks(), mixed.rows().get(0).tasks());
    assertEquals(2, mixed.failures().size());
    Failure failure = mixed.failures().get(0);
    assertEquals("longer", failure.method());
    assertTrue(failure.usersMistake());
    assertTrue(failure.error().contains("a smaller learning_rate may help"), failure.error());
  }

  @Test
  void baseToNewTasksTestsBoth() throws IOException {
    ExperimentResults both = run(ONE_SEED + "base_to_new: tasks\n", folder.resolve("tasks"));
    assertEquals(List.of("hue"), both.tasks().stream().map(each -> each.id()).toList());
    assertEquals(List.of("tone"), both.newTasks().stream().map(each -> each.id()).toList());
    for (Row row : both.rows()) {
      assertEquals(Set.of("hue"), row.tasks().keySet());
      assertEquals(Set.of("tone"), row.transfer().tasks().keySet());
      assertNull(row.transfer().refused());
      assertEquals(
          Statistic.harmonic(row.mean(), row.transfer().mean()), row.transfer().harmonicMean());
    }
    assertEquals(5, Files.readAllLines(folder.resolve("tasks/transfer.csv")).size());
    assertEquals(both, run(ONE_SEED + "base_to_new: tasks\n", folder.resolve("tasks")));
  }

  @Test
  void anotherCacheIsTestedToo() throws IOException {
    line.cache(root.resolve("renamed"), 0, "tone of a square", "brightness");
    String plan = ONE_SEED + "test: renamed\n";
    ExperimentResults crossed = run(plan, folder.resolve("crossed"));
    Row row = crossed.rows().get(0);
    assertEquals(results.rows().get(0).tasks(), row.tasks());
    assertEquals(row.tasks().get("hue"), row.transfer().tasks().get("hue"));
    assertEquals("brightness", crossed.newTasks().get(1).name());
  }

  @Test
  void aTaskOfThreeClassesHasNoTwoHalves() {
    InvalidInputException error =
        assertThrows(
            InvalidInputException.class,
            () -> run(SmallExperiment.PLAN + "base_to_new: classes\n", folder.resolve("x")));
    assertTrue(error.getMessage().contains("needs at least 4"), error.getMessage());
    assertFalse(Files.exists(folder.resolve("x")));
  }

  @Test
  void refusesAFolderWithOtherThingsAndAMissingCache() throws IOException {
    Files.writeString(folder.resolve("thesis.tex"), "");
    InvalidInputException error =
        assertThrows(InvalidInputException.class, () -> run(SmallExperiment.PLAN, folder));
    assertTrue(error.getMessage().contains("not an experiment"), error.getMessage());
    String plan = SmallExperiment.PLAN.replace("cache: cache", "cache: nowhere");
    InvalidInputException missing =
        assertThrows(InvalidInputException.class, () -> run(plan, folder.resolve("y")));
    assertTrue(missing.getMessage().contains("no feature cache here"), missing.getMessage());
  }

  @Test
  void refusesTwoLabelsOfOneThing() {
    String plan = SmallExperiment.PLAN.replace("task_context_length: 6", "task_context_length: 4");
    InvalidInputException error =
        assertThrows(InvalidInputException.class, () -> run(plan, folder.resolve("z")));
    assertEquals("methods: 'softcpt-nata' and 'longer' have the same settings", error.getMessage());
  }

  private static ExperimentResults run(String yaml, Path out) throws IOException {
    return run(yaml, out, ExperimentListener.SILENT);
  }

  private static ExperimentResults run(String yaml, Path out, ExperimentListener listener)
      throws IOException {
    return SmallExperiment.run(line, yaml, out, listener);
  }

  private static List<Map<String, Double>> accuracies(ExperimentResults results) {
    return results.rows().stream().map(Row::tasks).toList();
  }

  private static void requireSameParameters(Path out) throws IOException {
    for (Row row : results.rows()) {
      for (String file : List.of("parameters.safetensors", "losses.csv", "results.json")) {
        assertArrayEquals(
            Files.readAllBytes(whole.resolve(row.run()).resolve(file)),
            Files.readAllBytes(out.resolve(row.run()).resolve(file)),
            row.run() + "/" + file);
      }
    }
  }

  private static Process child(Path out) throws IOException {
    return new ProcessBuilder(
            ProcessHandle.current().info().command().orElseThrow(),
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            SmallExperiment.class.getName(),
            root.toString(),
            out.toString())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static Set<Path> runs(Path out) throws IOException {
    try (var entries = Files.list(out.resolve("runs"))) {
      return entries.collect(Collectors.toSet());
    }
  }

  private static long finished(Path out) throws IOException {
    return runs(out).stream().filter(run -> Files.exists(run.resolve("results.json"))).count();
  }

  /** When each file of the runs was last written. */
  private static Map<String, Long> times(Path out) throws IOException {
    Map<String, Long> times = new TreeMap<>();
    try (var files = Files.walk(out.resolve("runs"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        times.put(out.relativize(file).toString(), Files.getLastModifiedTime(file).toMillis());
      }
    }
    return Collections.unmodifiableMap(times);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (var files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target, java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
  }
}
