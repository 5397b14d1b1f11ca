package org.softcpt.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.softcpt.models.io.Json;

/** Experiments and new tasks, as a user types them. */
class ExperimentCommandTest {

  private static final String PLAN =
      """
      name: tiny
      model: model
      cache: cache
      methods: [softcpt-nata, coop-mt]
      shots: [1, 2]
      seeds: [1, 2]
      settings: {epochs: 1}
      """;

  /** Of each method. */
  private static final String ONE_RUN =
      PLAN.replace("shots: [1, 2]", "shots: [1]").replace("seeds: [1, 2]", "seeds: [1]");

  @TempDir static Path root;
  private static MainLine line;

  @TempDir Path folder;

  @BeforeAll
  static void build() throws IOException {
    line = MainLine.build(root);
  }

  @Test
  void printsATableAndKeepsIt() throws IOException {
    Path out = folder.resolve("experiment");
    CommandRun first = CommandRun.of("experiment", plan(PLAN), "--out", out);
    assertEquals(ExitCode.DONE, first.code(), first.err());
    assertTrue(first.out().contains("mean over tasks\nmethod"), first.out());
    String cell = "\\d+\\.\\d ± \\d+\\.\\d \\[-?\\d+\\.\\d, \\d+\\.\\d\\]";
    assertTrue(
        first.out().matches("(?s).*softcpt-nata +" + cell + " +" + cell + "\n.*"), first.out());
    assertTrue(first.out().contains("\n2 shots\ntask"), first.out());
    assertEquals(first.out(), Files.readString(out.resolve("table.txt")));
    CommandRun again = CommandRun.of("experiment", plan(PLAN), "--out", out, "--json");
    JsonNode json = Json.mapper().readTree(again.out());
    assertEquals(8, json.path("rows").size());
    CommandRun inspected = CommandRun.of("inspect", out);
    assertTrue(inspected.out().contains("softcpt-nata, coop-mt"), inspected.out());
    assertEquals(first.out(), Files.readString(out.resolve("table.txt")));
  }

  @Test // the cache is made first, as the file says, and is the one that softcpt cache makes
  void oneCommandDoesItAllForAFileThatSaysHow() throws IOException {
    Path out = folder.resolve("experiment");
    String recipe = "{tasks: images/tasks.yaml, views: 1}";
    String yaml = ONE_RUN.replace("model: model\ncache: cache", "cache: " + recipe);
    Path file = plan(yaml);
    CommandRun run =
        CommandRun.of(
            "experiment", file, "--model", line.model(), "--root", line.images(), "--out", out);
    assertEquals(ExitCode.DONE, run.code(), run.err());
    Path ready = folder.resolve("ready");
    CommandRun other =
        CommandRun.of(
            "experiment", file, "--model", line.model(), "--cache", line.cache(), "--out", ready);
    assertEquals(accuracies(other), accuracies(run));
    assertTrue(Files.exists(out.resolve("cache/cache.json")));
    assertTrue(Files.notExists(ready.resolve("cache")));
  }

  /** The table without what a run costs. */
  private static String accuracies(CommandRun run) {
    return run.out().substring(0, run.out().indexOf("cost of a run"));
  }

  @Test
  void baseToNewTasksShowsWhoCannot() throws IOException {
    Path out = folder.resolve("experiment");
    String yaml = ONE_RUN.replace("coop-mt", "softcpt-nats") + "base_to_new: tasks\n";
    CommandRun run = CommandRun.of("experiment", plan(yaml), "--out", out);
    assertEquals(ExitCode.DONE, run.code(), run.err());
    assertTrue(run.out().contains("harmonic mean of the two"), run.out());
    assertTrue(run.out().contains("note: softcpt-nats: "), run.out());
  }

  @Test
  void failedRunsAreListedAndDecideTheExitCode() throws IOException {
    String yaml = ONE_RUN.replace("epochs: 1", "epochs: 1, warm_up_rate: 1.0e+38");
    CommandRun run = CommandRun.of("experiment", plan(yaml), "--out", folder.resolve("broken"));
    assertEquals(ExitCode.USERS, run.code(), run.err());
    assertTrue(run.err().contains("softcpt experiment: softcpt-nata, 1 shots, seed 1 failed: "));
    assertTrue(run.err().contains("a smaller learning_rate may help"), run.err());
  }

  @Test
  void mistakesCostOneLine() throws IOException {
    Path out = folder.resolve("nothing");
    refuses("no such file", "experiment", folder.resolve("none.yaml"), "--out", out);
    refuses("missing argument: FILE", "experiment", "--out", out);
    refuses("expected one FILE, found 2", "experiment", "a.yaml", "b.yaml", "--out", out);
    refuses(
        "shots: expected at least 1, found 0", plan(PLAN.replace("[1, 2]\nseeds", "[0]\nseeds")));
    refuses("method 'coop-mx'", plan(PLAN.replace("coop-mt", "coop-mx")));
    refuses("setting 'epoch'", plan(PLAN.replace("epochs", "epoch")));
    refuses("no feature cache here", plan(PLAN.replace("cache: cache", "cache: model")));
    refuses("needs at least 4", plan(PLAN + "base_to_new: classes\n"));
    assertTrue(Files.notExists(out));
  }

  @Test
  void aNewTaskIsAnsweredByBundleAndRun() throws IOException {
    CommandRun eval = CommandRun.of("eval", "--run", line.run(), "--with-meta-network");
    assertEquals(ExitCode.DONE, eval.code(), eval.err());
    Path image = line.image("colours", "red/test_3.png");
    Object[] task = {
      "--new-task", "colour naming", "--classes", "red, green,blue", "--json", image
    };
    CommandRun byBundle = CommandRun.of(with(task, "predict", "--bundle", line.bundle()));
    CommandRun byRun = CommandRun.of(with(task, "predict", "--run", line.run()));
    CommandRun trained = CommandRun.of("predict", "--bundle", line.bundle(), "--json", image);
    assertEquals(ExitCode.DONE, byBundle.code(), byBundle.err());
    assertEquals(ExitCode.DONE, byRun.code(), byRun.err());
    double expected = red(trained, "colours");
    assertEquals(expected, red(byBundle, "colour naming"), 1e-4); // measured 2e-7
    assertEquals(expected, red(byRun, "colour naming"), 1e-4);
  }

  @Test
  void newTaskOptionsGoTogether() {
    Path image = line.image("colours", "red/test_3.png");
    refuses("expected either --bundle or --run", "predict", image);
    refuses("--new-task and --classes", "predict", "--bundle", "b", "--new-task", "x", image);
    refuses("--run is for --new-task", "predict", "--run", line.run(), image);
    refuses(
        "at least two different names",
        "predict",
        "--run",
        line.run(),
        "--new-task",
        "x",
        "--classes",
        "a",
        image);
  }

  private static double red(CommandRun run, String task) throws IOException {
    return Json.mapper().readTree(run.out()).path("tasks").path(task).path("red").asDouble();
  }

  private static Object[] with(Object[] last, Object... first) {
    Object[] all = java.util.Arrays.copyOf(first, first.length + last.length);
    System.arraycopy(last, 0, all, first.length, last.length);
    return all;
  }

  private void refuses(String expected, Path plan) {
    refuses(expected, "experiment", plan, "--out", folder.resolve("nothing"));
  }

  private static void refuses(String expected, Object... words) {
    CommandRun run = CommandRun.of(words);
    assertEquals(ExitCode.USERS, run.code(), run.err());
    assertTrue(run.err().contains(expected), run.err());
    assertEquals(1, run.err().lines().count(), run.err());
  }

  /** Beside model and cache, so that its paths lead there. */
  private static Path plan(String yaml) throws IOException {
    Path file = Files.createTempFile(root, "plan", ".yaml");
    return Files.writeString(file, yaml);
  }
}
