package org.softcpt.trainer.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.trainer.evaluation.Results.ClassResult;
import org.softcpt.trainer.evaluation.Results.TaskResult;
import org.softcpt.trainer.task.ClassDefinition;
import org.softcpt.trainer.task.TaskDefinition;
import org.softcpt.trainer.task.TaskSet;

/**
 * Puts the counts of two classifiers side by side.
 *
 * @param tasks what was tested
 * @param learned one score per task
 * @param zeroShot one score per task
 */
record ResultTable(TaskSet tasks, List<TaskScore> learned, List<TaskScore> zeroShot) {

  Results results(String method) throws InvalidInputException {
    List<TaskResult> rows = new ArrayList<>();
    for (int task = 0; task < tasks.size(); task++) {
      if (learned.get(task).total() > 0) {
        rows.add(row(tasks.tasks().get(task), learned.get(task), zeroShot.get(task)));
      }
    }
    if (rows.isEmpty()) {
      throw new InvalidInputException("cache: expected test images, found none in any task");
    }
    return new Results(
        method, mean(rows, TaskResult::accuracy), mean(rows, TaskResult::zeroShot), rows);
  }

  private static TaskResult row(TaskDefinition task, TaskScore learned, TaskScore zeroShot) {
    List<ClassResult> classes = new ArrayList<>();
    for (int c = 0; c < task.classes().size(); c++) {
      ClassDefinition definition = task.classes().get(c);
      classes.add(
          new ClassResult(
              definition.id(),
              definition.name(),
              learned.images()[c],
              learned.right()[c],
              zeroShot.right()[c]));
    }
    return new TaskResult(
        task.id(),
        task.name(),
        task.metric(),
        learned.total(),
        learned.value(task.metric()),
        zeroShot.value(task.metric()),
        classes);
  }

  private static double mean(List<TaskResult> rows, ToDoubleFunction<TaskResult> figure) {
    return rows.stream().mapToDouble(figure).average().orElseThrow();
  }
}
