package org.softcpt.trainer.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.softcpt.models.folder.VersionedJson;
import org.softcpt.trainer.experiment.ExperimentManifest;
import org.softcpt.trainer.experiment.ExperimentManifest.Machine;
import org.softcpt.trainer.experiment.ExperimentManifest.Method;
import org.softcpt.trainer.experiment.ExperimentManifest.Setting;
import org.softcpt.trainer.experiment.ExperimentResults;
import org.softcpt.trainer.experiment.ExperimentResults.Failure;
import org.softcpt.trainer.experiment.ExperimentResults.Row;
import org.softcpt.trainer.experiment.ExperimentResults.Task;
import org.softcpt.trainer.experiment.Transfer;
import org.softcpt.trainer.task.TaskDefinition;
import org.softcpt.trainer.training.RunManifest.Origin;

/** An experiment folder with made-up, plausible figures: fixture, not measured. */
final class ExperimentFixture {

  static final List<Integer> SHOTS = List.of(1, 2, 4, 8, 16);
  static final List<Long> SEEDS = List.of(1L, 2L, 3L);
  static final List<String> METHODS =
      List.of("zero-shot", "softcpt-nata", "coop-ca", "linear-probe", RunFixture.HOSTILE);

  private static final String RUN = "runs/0123456789abcdef";
  private static final String DIGEST = "0123456789abcdef".repeat(4);

  private ExperimentFixture() {}

  /** Writes the folder; every row is of one run, which is there. */
  static ExperimentResults write(Path folder) throws IOException {
    new RunFixture(folder.resolve(RUN)).write();
    VersionedJson.write(folder.resolve("experiment.json"), "softcpt-experiment", 1, manifest());
    ExperimentResults results = results();
    VersionedJson.write(folder.resolve("results.json"), "softcpt-experiment-results", 1, results);
    return results;
  }

  private static ExperimentManifest manifest() {
    List<Method> methods =
        METHODS.stream()
            .map(each -> new Method(each, each, Map.of("epochs", new Setting("50", "default"))))
            .toList();
    return new ExperimentManifest(
        "fixture (made-up figures)",
        new Origin("model", DIGEST),
        new Origin("cache", DIGEST),
        null,
        Transfer.NONE,
        methods,
        SHOTS,
        SEEDS,
        2,
        1,
        new Machine(2, 8_000_000_000L, "a Java", "a system"));
  }

  private static ExperimentResults results() {
    List<Row> rows = new ArrayList<>();
    for (int method = 0; method < METHODS.size(); method++) {
      for (int shots : SHOTS) {
        for (long seed : SEEDS) {
          rows.add(row(method, shots, seed));
        }
      }
    }
    List<Task> tasks =
        RunFixture.tasks().tasks().stream()
            .map(each -> new Task(each.id(), each.name(), each.metric(), each.classes().size()))
            .toList();
    Failure failure =
        new Failure("cocoop", 1, 2, "runs/fedcba9876543210", "no <b>memory</b> left", false);
    return new ExperimentResults(
        "fixture (made-up figures)", Transfer.NONE, tasks, List.of(), rows, List.of(failure));
  }

  private static Row row(int method, int shots, long seed) {
    Random random = new Random(1000L * method + 10L * shots + seed);
    Map<String, Double> tasks = new LinkedHashMap<>();
    for (TaskDefinition task : RunFixture.tasks().tasks()) {
      double learned = method == 0 ? 0 : (0.04 + 0.01 * method) * Math.log(2 * shots);
      double noise = method == 0 ? 0 : 0.02 * random.nextGaussian();
      tasks.put(task.id(), 0.5 + learned + noise);
    }
    double mean = tasks.values().stream().mapToDouble(d -> d).average().orElseThrow();
    return new Row(METHODS.get(method), shots, seed, mean, tasks, 12.5, 1000L * method, RUN, null);
  }
}
