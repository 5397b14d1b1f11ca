package org.softcpt.trainer.report;

import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.li;
import static j2html.TagCreator.p;
import static j2html.TagCreator.section;
import static j2html.TagCreator.ul;

import j2html.tags.DomContent;
import j2html.tags.specialized.FigureTag;
import j2html.tags.specialized.SectionTag;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.softcpt.trainer.experiment.ExperimentManifest;
import org.softcpt.trainer.experiment.ExperimentResults;
import org.softcpt.trainer.experiment.ExperimentResults.Task;
import org.softcpt.trainer.experiment.Statistic;
import org.softcpt.trainer.report.BarChart.Bars;

/**
 * What a page says of an experiment as a whole.
 *
 * @param manifest what was asked for
 * @param results of the runs
 */
record ExperimentSections(ExperimentManifest manifest, ExperimentResults results) {

  private static final int LEGEND_ROW = 20; // pixels
  private static final int LEGEND_COLUMNS = 3;

  List<DomContent> all() {
    List<DomContent> sections = new ArrayList<>();
    if (!results.rows().isEmpty()) {
      sections.add(curve());
      sections.add(tasksByShots());
      sections.add(bars());
    }
    if (!results.newTasks().isEmpty()) {
      sections.add(new TransferSection(results).html());
    }
    if (!results.failures().isEmpty()) {
      sections.add(failures());
    }
    sections.add(new CostSection(figures()).html());
    sections.add(new ExperimentFacts(manifest, results).html());
    return sections;
  }

  private ExperimentFigures figures() {
    return new ExperimentFigures(results);
  }

  private ShotCharts charts() {
    return new ShotCharts(figures());
  }

  private SectionTag curve() {
    int height =
        Figure.HEIGHT + 80 + LEGEND_ROW * (figures().methods().size() / LEGEND_COLUMNS + 1);
    return section(
        h2("Accuracy against shots"),
        p(
            "Mean over tasks and seeds; bars are the 95 % interval of the mean over seeds (Student's t; a single seed has none). Methods that learn nothing are the same at all shots."),
        div(charts()
                .figure(
                    "accuracy",
                    "Accuracy in %, mean over tasks",
                    ExperimentFigures.MEAN,
                    true,
                    Figure.WIDTH,
                    height))
            .withClass("single"),
        charts()
            .table(
                "Mean over tasks ± standard deviation over seeds, in %; ★ is the best of a column",
                ExperimentFigures.MEAN)
            .html());
  }

  private SectionTag tasksByShots() {
    return section(
        h2("Tasks"),
        p("Accuracy against shots, task by task. Colours, marks and dashes are those above."),
        div()
            .withClass("charts")
            .with(
                numbered(
                    (index, task) ->
                        charts()
                            .figure(
                                "task-" + index,
                                "%s: accuracy in %% (%s), %d classes"
                                    .formatted(task.id(), task.metric().key(), task.classes()),
                                ExperimentFigures.of(task.id()),
                                false,
                                Figure.WIDTH,
                                Figure.HEIGHT))));
  }

  private SectionTag bars() {
    int most = figures().shots().get(figures().shots().size() - 1);
    return section(
        h2("Methods by task at " + ShotCharts.words(most)),
        p("Means over seeds."),
        div().withClass("charts").with(numbered((index, task) -> bar(index, task, most))));
  }

  private FigureTag bar(int index, Task task, int shots) {
    ExperimentFigures.Figure figure = ExperimentFigures.of(task.id());
    List<String> names = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    String title = "%s: accuracy in %% at %s".formatted(task.id(), ShotCharts.words(shots));
    DataTable numbers =
        new DataTable(title, List.of("method", "mean ± deviation", "95 % interval"));
    for (String method : figures().methods()) {
      Optional<Statistic> statistic = figures().statistic(method, shots, figure);
      if (statistic.isPresent()) {
        names.add(method);
        values.add(100 * statistic.get().mean());
        numbers.row(method, Stream.of(Numbers.spread(statistic), Numbers.interval(statistic)));
      }
    }
    BarChart chart = new BarChart(names, List.of(new Bars(task.id(), values)));
    return new Figure("bars-" + index, title, numbers)
        .html(chart.chart(), Figure.WIDTH, chart.height());
  }

  private SectionTag failures() {
    return section(
        h2("Runs that failed"),
        ul(
            each(
                results.failures(),
                failure ->
                    li(
                        "%s, %s, seed %d: %s"
                            .formatted(
                                failure.method(),
                                ShotCharts.words(failure.shots()),
                                failure.seed(),
                                failure.error())))));
  }

  /** One figure per task. */
  private interface OfTask {
    FigureTag figure(int index, Task task);
  }

  private FigureTag[] numbered(OfTask figures) {
    FigureTag[] all = new FigureTag[results.tasks().size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = figures.figure(i, results.tasks().get(i));
    }
    return all;
  }
}
