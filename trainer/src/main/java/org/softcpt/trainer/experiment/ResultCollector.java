package org.softcpt.trainer.experiment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.softcpt.models.io.AtomicFile;
import org.softcpt.trainer.evaluation.Results;
import org.softcpt.trainer.evaluation.Results.TaskResult;
import org.softcpt.trainer.experiment.ExperimentResults.Elsewhere;
import org.softcpt.trainer.experiment.ExperimentResults.Failure;
import org.softcpt.trainer.experiment.ExperimentResults.Row;
import org.softcpt.trainer.experiment.ExperimentResults.Task;
import org.softcpt.trainer.task.TaskSet;

/** Collects runs in the order in which they end and puts them into that of the plan. */
final class ResultCollector {

  private final ExperimentPlan plan;
  private final Path out;
  private final TaskSet tasks;
  private final Optional<TaskSet> newTasks;
  private final List<PlannedRun> runs;
  private final Map<String, RunExecution.Outcome> outcomes = new HashMap<>(); // by digest
  private final Map<String, Failure> failures = new HashMap<>();

  ResultCollector(
      ExperimentPlan plan,
      Path out,
      TaskSet tasks,
      Optional<TaskSet> newTasks,
      List<PlannedRun> runs) {
    this.plan = plan;
    this.out = out;
    this.tasks = tasks;
    this.newTasks = newTasks;
    this.runs = runs;
  }

  /** Adds a run; what there is already can be read after each. */
  synchronized void add(PlannedRun run, RunExecution.Outcome outcome) throws IOException {
    outcomes.put(run.digest(), outcome);
    write();
  }

  synchronized void fail(PlannedRun run, String error, boolean usersMistake) throws IOException {
    failures.put(
        run.digest(),
        new Failure(
            run.method().label(),
            run.config().shots(),
            run.config().seed(),
            run.folder(),
            error,
            usersMistake));
    write();
  }

  synchronized ExperimentResults results() {
    List<Row> rows = new ArrayList<>();
    List<Failure> failed = new ArrayList<>();
    for (PlannedRun run : runs) {
      RunExecution.Outcome outcome = outcomes.get(run.digest());
      if (outcome != null) {
        List<Integer> shots = run.method().learns() ? List.of(run.config().shots()) : plan.shots();
        shots.forEach(each -> rows.add(row(run, each, outcome)));
      } else if (failures.containsKey(run.digest())) {
        failed.add(failures.get(run.digest()));
      }
    }
    return new ExperimentResults(
        plan.name(),
        plan.transfer(),
        tasks(tasks),
        newTasks.map(ResultCollector::tasks).orElse(List.of()),
        rows,
        failed);
  }

  private static List<Task> tasks(TaskSet tasks) {
    return tasks.tasks().stream().map(Task::of).toList();
  }

  private static Row row(PlannedRun run, int shots, RunExecution.Outcome outcome) {
    return new Row(
        run.method().label(),
        shots,
        run.config().seed(),
        outcome.own().mean(),
        accuracies(outcome.own()),
        outcome.seconds().orElse(null),
        outcome.parameters(),
        run.folder(),
        elsewhere(outcome));
  }

  private static @Nullable Elsewhere elsewhere(RunExecution.Outcome outcome) {
    if (outcome.elsewhere().isEmpty()) {
      return null;
    }
    RunExecution.Elsewhere other = outcome.elsewhere().get();
    if (other.results().isEmpty()) {
      return new Elsewhere(null, Map.of(), null, other.refused());
    }
    Results results = other.results().get();
    double harmonic = Statistic.harmonic(outcome.own().mean(), results.mean());
    return new Elsewhere(results.mean(), accuracies(results), harmonic, null);
  }

  private static Map<String, Double> accuracies(Results results) {
    Map<String, Double> accuracies = new LinkedHashMap<>();
    for (TaskResult task : results.tasks()) {
      accuracies.put(task.id(), task.accuracy());
    }
    return accuracies;
  }

  private void write() throws IOException {
    ExperimentResults results = results();
    results.write(out);
    AtomicFile.writeText(out.resolve("results.csv"), csv(results.rows(), Row::tasks));
    if (plan.transfer() != Transfer.NONE) {
      AtomicFile.writeText(
          out.resolve("transfer.csv"), csv(results.rows(), ResultCollector::elsewhere));
    }
  }

  private static Map<String, Double> elsewhere(Row row) {
    return row.transfer() == null ? Map.of() : row.transfer().tasks();
  }

  private static String csv(
      List<Row> rows, java.util.function.Function<Row, Map<String, Double>> accuracies) {
    StringBuilder text = new StringBuilder("method,shots,seed,task,accuracy\n");
    for (Row row : rows) {
      accuracies
          .apply(row)
          .forEach(
              (task, accuracy) ->
                  text.append(
                      "%s,%d,%d,%s,%s%n"
                          .formatted(
                              quoted(row.method()), row.shots(), row.seed(), quoted(task), accuracy)
                          .replace(System.lineSeparator(), "\n")));
    }
    return text.toString();
  }

  /** As RFC 4180 says. */
  private static String quoted(String text) {
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
