package org.softcpt.trainer.report;

import static j2html.TagCreator.div;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.p;
import static j2html.TagCreator.section;

import j2html.tags.specialized.SectionTag;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.softcpt.trainer.evaluation.Results;
import org.softcpt.trainer.evaluation.Results.TaskResult;
import org.softcpt.trainer.report.BarChart.Bars;

/**
 * A run's accuracies beside zero-shot's.
 *
 * @param results of the run
 */
record ScoreSection(Results results) {

  private static final String ZERO_SHOT = "zero-shot";

  SectionTag html() {
    BarChart chart =
        new BarChart(
            results.tasks().stream().map(TaskResult::id).toList(),
            List.of(bars(ZERO_SHOT, TaskResult::zeroShot), bars(learned(), TaskResult::accuracy)));
    return section(
        h2("Accuracy"),
        p(
            "Mean over tasks: %s %% with %s, %s %% zero-shot (the same CLIP with the tasks' hand-written prompts)."
                .formatted(
                    Numbers.percent(results.mean()),
                    results.method(),
                    Numbers.percent(results.zeroShotMean()))),
        div(new Figure("scores", "Accuracy per task, in %, zero-shot beside", table())
                .html(chart.chart(), Figure.WIDTH, chart.height()))
            .withClass("single"));
  }

  /** A run may be of the method zero-shot. */
  private String learned() {
    return results.method() + " (this run)";
  }

  private Bars bars(String name, ToDoubleFunction<TaskResult> share) {
    return new Bars(
        name, results.tasks().stream().map(task -> 100 * share.applyAsDouble(task)).toList());
  }

  private DataTable table() {
    DataTable table =
        new DataTable(
            "Accuracy per task, in %",
            List.of("task", "images", "metric", ZERO_SHOT, learned(), "gain"));
    for (TaskResult task : results.tasks()) {
      table.row(
          task.id(),
          Stream.of(
              Integer.toString(task.images()),
              task.metric().key(),
              Numbers.percent(task.zeroShot()),
              Numbers.percent(task.accuracy()),
              gain(task.accuracy() - task.zeroShot())));
    }
    return table.row(
        "mean",
        Stream.of(
            "",
            "",
            Numbers.percent(results.zeroShotMean()),
            Numbers.percent(results.mean()),
            gain(results.mean() - results.zeroShotMean())));
  }

  private static String gain(double share) {
    return String.format(java.util.Locale.ROOT, "%+.1f", 100 * share);
  }
}
