package org.softcpt.trainer.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.trainer.cache.FeatureView;
import org.softcpt.trainer.task.TaskSelection;
import org.softcpt.trainer.task.TaskSet;
import org.softcpt.trainer.training.TrainingConfig;
import org.softcpt.trainer.training.Workbench;

/** The way in: trains and tests every run of a plan that is not done yet. */
public final class Experiment {

  private Experiment() {}

  /**
   * Runs an experiment, or goes on with one: runs that are finished in the folder are read, one
   * that was interrupted goes on from its checkpoint. A run that fails does not stop the others.
   *
   * @param request what to run
   * @param listener hears of the work
   * @return the figures of all runs; written to the folder, too, after every run
   * @throws InvalidInputException if model or cache are missing or do not fit, or the folder holds
   *     something else
   * @throws IOException if reading or writing the experiment's own files fails
   */
  public static ExperimentResults run(ExperimentRequest request, ExperimentListener listener)
      throws IOException {
    ExperimentPlan plan = request.plan();
    requireOurs(request.out());
    Workers workers = Workers.of(plan.parallel(), request.session(), mostRuns(plan));
    try (Workbench bench = Workbench.open(plan.model(), workers.session(request.session()))) {
      List<PlannedRun> runs = runs(plan, bench);
      ResultCollector collector = collector(request, bench, runs);
      ExperimentManifest.of(plan, bench, workers).write(request.out());
      RunExecution execution =
          new RunExecution(plan, request.out(), bench, workers.session(request.session()));
      ExperimentProgress progress = new ExperimentProgress(listener, costs(plan, bench, runs));
      Admission admission =
          plan.parallel().isPresent()
              ? Admission.always(ProcessMemory.ofThisProcess())
              : Admission.measuring(ProcessMemory.ofThisProcess());
      new RunQueue(execution, collector, progress, admission).work(runs, workers.count());
      return collector.results();
    }
  }

  private static ResultCollector collector(
      ExperimentRequest request, Workbench bench, List<PlannedRun> runs) throws IOException {
    ExperimentPlan plan = request.plan();
    TaskSet cached = bench.cache(plan.cache()).tasks();
    Optional<TaskSelection> elsewhere = plan.transfer().tested();
    Optional<TaskSet> newTasks =
        elsewhere.isEmpty()
            ? Optional.empty()
            : Optional.of(elsewhere.get().of(bench.cache(plan.testedCache()).tasks()));
    TaskSet trained = plan.transfer().trained().of(cached);
    return new ResultCollector(plan, request.out(), trained, newTasks, runs);
  }

  private static Map<String, Long> costs(
      ExperimentPlan plan, Workbench bench, List<PlannedRun> runs) throws IOException {
    var cache = bench.cache(plan.cache());
    return new RunCosts(new FeatureView(cache, plan.transfer().trained().of(cache.tasks())))
        .of(runs);
  }

  private static int mostRuns(ExperimentPlan plan) {
    return plan.methods().stream()
        .mapToInt(each -> each.learns() ? plan.shots().size() * plan.seeds().size() : 1)
        .sum();
  }

  /** In the order of methods, shots and seeds; two labels of one setting share their runs. */
  private static List<PlannedRun> runs(ExperimentPlan plan, Workbench bench) throws IOException {
    List<PlannedRun> runs = new ArrayList<>();
    for (PlannedMethod method : plan.methods()) {
      for (int shots : method.learns() ? plan.shots() : plan.shots().subList(0, 1)) {
        for (long seed : method.learns() ? plan.seeds() : plan.seeds().subList(0, 1)) {
          TrainingConfig config = method.config(plan.settings(), shots, seed);
          String digest = bench.manifest(config, plan.cache(), plan.transfer().trained()).digest();
          runs.add(new PlannedRun(method, config, digest));
        }
      }
    }
    requireDifferent(runs);
    return runs;
  }

  private static void requireDifferent(List<PlannedRun> runs) throws InvalidInputException {
    Map<String, PlannedRun> byDigest = new LinkedHashMap<>();
    for (PlannedRun run : runs) {
      PlannedRun same = byDigest.put(run.digest(), run);
      if (same != null) {
        throw new InvalidInputException(
            "methods: '%s' and '%s' have the same settings"
                .formatted(same.method().label(), run.method().label()));
      }
    }
  }

  private static boolean mayBeThere(String name) {
    return name.startsWith("." + ExperimentManifest.FILE + ".tmp-")
        || name.equals(GivenPaths.OWN_CACHE);
  }

  /**
   * A killed process may have left the temporary name of experiment.json, and the experiment's own
   * cache may be there already; nothing else.
   */
  private static void requireOurs(Path out) throws IOException {
    if (Files.exists(out) && !Files.isDirectory(out)) {
      throw new InvalidInputException(out + ": expected a folder, found a file");
    }
    if (!Files.exists(out) || Files.exists(out.resolve(ExperimentManifest.FILE))) {
      return;
    }
    try (Stream<Path> entries = Files.list(out)) {
      if (!entries.map(path -> path.getFileName().toString()).allMatch(Experiment::mayBeThere)) {
        throw new InvalidInputException(
            "%s: not empty and not an experiment (no %s); choose another folder"
                .formatted(out, ExperimentManifest.FILE));
      }
    }
  }
}
