package org.softcpt.trainer.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.trainer.task.ClassDefinition;
import org.softcpt.trainer.task.TaskDefinition;
import org.softcpt.trainer.task.TaskSet;

/**
 * What one task's test images were taken for.
 *
 * @param task which one
 * @param counts {@code [C_t][C_t]}, by right class, then by predicted class
 * @param mistakes from the one that happened most often
 */
record Confusion(TaskDefinition task, int[][] counts, List<Mistake> mistakes) {

  /**
   * Images of one class taken for another.
   *
   * @param label index of the right class
   * @param predicted index of the other one
   * @param images from the one the classifier was surest of
   */
  record Mistake(int label, int predicted, List<PredictionRow> images) {}

  /**
   * Sorts predictions.
   *
   * @param file where they come from, for messages
   * @param rows of all tasks
   * @param tasks what they may name
   * @return one per task that has a row, in the tasks' order
   * @throws InvalidInputException if a row names a task or class that there is not
   */
  static List<Confusion> of(Path file, List<PredictionRow> rows, TaskSet tasks)
      throws InvalidInputException {
    List<List<PredictionRow>> byTask = new ArrayList<>();
    tasks.tasks().forEach(task -> byTask.add(new ArrayList<>()));
    for (PredictionRow row : rows) {
      byTask.get(tasks.indexOf(row.task()).orElseThrow(() -> unknown(file, row))).add(row);
    }
    List<Confusion> all = new ArrayList<>();
    for (int task = 0; task < byTask.size(); task++) {
      if (!byTask.get(task).isEmpty()) {
        all.add(of(file, byTask.get(task), tasks.tasks().get(task)));
      }
    }
    return List.copyOf(all);
  }

  private static Confusion of(Path file, List<PredictionRow> rows, TaskDefinition task)
      throws InvalidInputException {
    List<String> ids = task.classes().stream().map(ClassDefinition::id).toList();
    int[][] counts = new int[ids.size()][ids.size()];
    Map<List<Integer>, List<PredictionRow>> mistakes = new HashMap<>();
    for (PredictionRow row : rows) {
      int label = ids.indexOf(row.label());
      int predicted = ids.indexOf(row.predicted());
      if (label < 0 || predicted < 0) {
        throw unknown(file, row);
      }
      counts[label][predicted]++;
      if (label != predicted) {
        mistakes.computeIfAbsent(List.of(label, predicted), key -> new ArrayList<>()).add(row);
      }
    }
    return new Confusion(task, counts, sorted(mistakes));
  }

  private static List<Mistake> sorted(Map<List<Integer>, List<PredictionRow>> mistakes) {
    return mistakes.entrySet().stream()
        .map(each -> new Mistake(each.getKey().get(0), each.getKey().get(1), sure(each.getValue())))
        .sorted(
            Comparator.comparing((Mistake each) -> -each.images().size())
                .thenComparing(Mistake::label)
                .thenComparing(Mistake::predicted))
        .toList();
  }

  private static List<PredictionRow> sure(List<PredictionRow> rows) {
    return rows.stream()
        .sorted(
            Comparator.comparing((PredictionRow row) -> -row.probability())
                .thenComparing(PredictionRow::path))
        .toList();
  }

  private static InvalidInputException unknown(Path file, PredictionRow row) {
    return new InvalidInputException(
        "%s: expected tasks and classes of the run's config.json, found task '%s', label '%s', predicted '%s'"
            .formatted(file, row.task(), row.label(), row.predicted()));
  }

  /** Test images of a class. */
  int images(int label) {
    return IntStream.of(counts[label]).sum();
  }

  /** Test images of a class that were taken for another. */
  int wrong(int label) {
    return images(label) - counts[label][label];
  }

  String name(int label) {
    return task.classes().get(label).name();
  }
}
