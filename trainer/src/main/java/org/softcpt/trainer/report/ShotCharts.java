package org.softcpt.trainer.report;

import static j2html.TagCreator.td;

import j2html.tags.specialized.FigureTag;
import j2html.tags.specialized.TdTag;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.softcpt.trainer.experiment.Statistic;
import org.softcpt.trainer.report.LineChart.Line;
import org.softcpt.trainer.report.LineChart.Point;

/**
 * Charts and tables of a figure by method and shots.
 *
 * @param figures of the experiment
 */
record ShotCharts(ExperimentFigures figures) {

  /** E.g. {@code 4 shots}. */
  static String words(int shots) {
    return shots == 1 ? "1 shot" : shots + " shots";
  }

  FigureTag figure(
      String id,
      String title,
      ExperimentFigures.Figure figure,
      boolean legend,
      int width,
      int height) {
    List<String> places = figures.shots().stream().map(String::valueOf).toList();
    List<Line> lines =
        figures.methods().stream().map(method -> new Line(method, points(method, figure))).toList();
    DataTable numbers = intervals(title, figure);
    return new Figure(id, title, numbers)
        .html(new LineChart(places, lines, legend).chart(), width, height);
  }

  private List<Optional<Point>> points(String method, ExperimentFigures.Figure figure) {
    return figures.shots().stream()
        .map(shots -> figures.statistic(method, shots, figure).map(ShotCharts::point))
        .toList();
  }

  private static Point point(Statistic statistic) {
    return new Point(
        100 * statistic.mean(), statistic.interval().stream().map(half -> 100 * half).findFirst());
  }

  /** Means and deviations, the best of each column marked. */
  DataTable table(String title, ExperimentFigures.Figure figure) {
    DataTable table = new DataTable(title, heading());
    for (String method : figures.methods()) {
      table.cells(method, figures.shots().stream().map(shots -> cell(method, shots, figure)));
    }
    return table;
  }

  private TdTag cell(String method, int shots, ExperimentFigures.Figure figure) {
    Optional<Statistic> statistic = figures.statistic(method, shots, figure);
    boolean best = statistic.isPresent() && statistic.get().mean() == figures.best(shots, figure);
    return best
        ? td(Numbers.spread(statistic) + " ★").withClass("best")
        : td(Numbers.spread(statistic));
  }

  /** What a chart shows: means and intervals. */
  private DataTable intervals(String title, ExperimentFigures.Figure figure) {
    DataTable table = new DataTable(title + ": mean ± deviation (95 % interval)", heading());
    for (String method : figures.methods()) {
      table.row(
          method,
          figures.shots().stream()
              .map(shots -> figures.statistic(method, shots, figure))
              .map(each -> Numbers.spread(each) + " (" + Numbers.interval(each) + ")"));
    }
    return table;
  }

  private List<String> heading() {
    return Stream.concat(Stream.of("method"), figures.shots().stream().map(ShotCharts::words))
        .toList();
  }
}
