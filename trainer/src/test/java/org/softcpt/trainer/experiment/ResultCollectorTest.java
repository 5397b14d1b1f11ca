package org.softcpt.trainer.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.softcpt.trainer.evaluation.Results;
import org.softcpt.trainer.experiment.ExperimentResults.Row;
import org.softcpt.trainer.task.ClassDefinition;
import org.softcpt.trainer.task.Metric;
import org.softcpt.trainer.task.TaskDefinition;
import org.softcpt.trainer.task.TaskSet;
import org.softcpt.trainer.training.TrainingConfig;

class ResultCollectorTest {

  private static final PlannedMethod ZERO_SHOT =
      new PlannedMethod("templates, ours", "zero-shot", Map.of());
  private static final PlannedMethod LEARNED =
      new PlannedMethod("softcpt-nata", "softcpt-nata", Map.of());

  @TempDir private Path folder;

  @Test
  void aMethodThatLearnsNothingIsShownForAllShots() throws IOException {
    ResultCollector collector = collector(Transfer.NONE);
    collector.add(run(LEARNED, 2), outcome(0.75, Optional.empty()));
    collector.add(run(ZERO_SHOT, 1), outcome(0.5, Optional.empty()));
    List<Row> rows = collector.results().rows();
    assertEquals(
        List.of("templates, ours 1", "templates, ours 2", "softcpt-nata 2"),
        rows.stream().map(row -> row.method() + " " + row.shots()).toList());
    assertEquals(
        """
        method,shots,seed,task,accuracy
        "templates, ours",1,1,fruit,0.5
        "templates, ours",2,1,fruit,0.5
        softcpt-nata,2,1,fruit,0.75
        """,
        Files.readString(folder.resolve("results.csv")));
  }

  @Test
  void aRefusalIsARowWithoutFigures() throws IOException {
    ResultCollector collector = collector(Transfer.NEW_TASKS);
    RunExecution.Elsewhere refused = new RunExecution.Elsewhere(Optional.empty(), "no context");
    collector.add(run(LEARNED, 2), outcome(0.75, Optional.of(refused)));
    Row row = ExperimentResults.read(folder).rows().get(0);
    assertEquals("no context", row.transfer().refused());
    assertNull(row.transfer().harmonicMean());
    assertEquals(
        "method,shots,seed,task,accuracy\n", Files.readString(folder.resolve("transfer.csv")));
  }

  @Test
  void newTasksAddTheHarmonicMean() throws IOException {
    ResultCollector collector = collector(Transfer.NEW_TASKS);
    RunExecution.Elsewhere other = new RunExecution.Elsewhere(Optional.of(results(0.25)), "");
    collector.add(run(LEARNED, 2), outcome(0.75, Optional.of(other)));
    assertEquals(0.375, collector.results().rows().get(0).transfer().harmonicMean());
    assertEquals(collector.results(), ExperimentResults.read(folder));
  }

  private ResultCollector collector(Transfer transfer) {
    ExperimentPlan plan =
        new ExperimentPlan(
            "x",
            folder,
            folder,
            Optional.empty(),
            List.of(ZERO_SHOT, LEARNED),
            List.of(1, 2),
            List.of(1L),
            Map.of(),
            Optional.empty(),
            transfer,
            Optional.empty());
    ClassDefinition kiwi = new ClassDefinition("kiwi", "kiwi");
    ClassDefinition pear = new ClassDefinition("pear", "pear");
    TaskSet tasks =
        new TaskSet(
            List.of(
                new TaskDefinition(
                    "fruit", "fruit", List.of(kiwi, pear), List.of("a {}"), Metric.OVERALL_ACC)));
    List<PlannedRun> runs = List.of(run(ZERO_SHOT, 1), run(LEARNED, 2));
    return new ResultCollector(plan, folder, tasks, Optional.of(tasks), runs);
  }

  private static PlannedRun run(PlannedMethod method, int shots) {
    try {
      TrainingConfig config = TrainingConfig.of(Map.of("shots", Integer.toString(shots)));
      return new PlannedRun(method, config, Integer.toString(shots).repeat(64));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static RunExecution.Outcome outcome(
      double accuracy, Optional<RunExecution.Elsewhere> elsewhere) {
    return new RunExecution.Outcome(results(accuracy), elsewhere, Optional.empty(), 0, true);
  }

  private static Results results(double accuracy) {
    Results.TaskResult fruit =
        new Results.TaskResult("fruit", "fruit", Metric.OVERALL_ACC, 4, accuracy, 0.5, List.of());
    return new Results("m", accuracy, 0.5, List.of(fruit));
  }
}
