package org.softcpt.cli;

import java.util.Locale;
import org.softcpt.trainer.evaluation.Results;
import org.softcpt.trainer.evaluation.Results.TaskResult;

/** Accuracies per task, zero-shot beside what was learned, in percent. */
final class ResultsTable {

  private ResultsTable() {}

  static String text(Results results) {
    Table table =
        new Table("task", "classes", "images", "zero-shot %", results.method() + " %", "gain");
    for (TaskResult task : results.tasks()) {
      table.row(
          task.id(),
          Integer.toString(task.classes().size()),
          Integer.toString(task.images()),
          percent(task.zeroShot()),
          percent(task.accuracy()),
          gain(task.accuracy() - task.zeroShot()));
    }
    table.row(
        "mean",
        "",
        "",
        percent(results.zeroShotMean()),
        percent(results.mean()),
        gain(results.mean() - results.zeroShotMean()));
    return table.text();
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f", 100 * share);
  }

  private static String gain(double share) {
    return String.format(Locale.ROOT, "%+.1f", 100 * share);
  }
}
