package org.softcpt.trainer.report;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.renderer.category.StatisticalLineAndShapeRenderer;
import org.jfree.data.statistics.DefaultStatisticalCategoryDataset;

/**
 * Accuracy against shots: a line per method over equally spaced places, with error bars.
 *
 * @param places names of the places, from left to right
 * @param lines in the order of the legend
 * @param legend whether to draw one
 */
record LineChart(List<String> places, List<Line> lines, boolean legend) {

  /**
   * One line.
   *
   * @param name in the legend
   * @param points one per place; empty where there is no figure
   */
  record Line(String name, List<Optional<Point>> points) {}

  /**
   * One figure.
   *
   * @param value in percent
   * @param error half the length of its error bar, in percentage points; empty for none
   */
  record Point(double value, OptionalDouble error) {}

  private static final double MARGIN = 2; // percentage points beyond the outermost value

  JFreeChart chart() {
    CategoryAxis horizontal = new CategoryAxis("shots (training images per class)");
    horizontal.setCategoryMargin(0.35); // methods of one place stand side by side
    horizontal.setLowerMargin(0.02);
    horizontal.setUpperMargin(0.02);
    CategoryPlot plot = new CategoryPlot(dataset(), horizontal, vertical(), renderer());
    ChartStyle.style(plot);
    return ChartStyle.chart(plot, legend);
  }

  private DefaultStatisticalCategoryDataset dataset() {
    DefaultStatisticalCategoryDataset dataset = new DefaultStatisticalCategoryDataset();
    for (Line line : lines) {
      for (int i = 0; i < places.size(); i++) {
        Optional<Point> point = line.points().get(i);
        Double error =
            point.map(Point::error).filter(OptionalDouble::isPresent).isPresent()
                ? Double.valueOf(point.get().error().getAsDouble())
                : null;
        dataset.add(point.map(Point::value).orElse(null), error, line.name(), places.get(i));
      }
    }
    return dataset;
  }

  private StatisticalLineAndShapeRenderer renderer() {
    StatisticalLineAndShapeRenderer renderer = new StatisticalLineAndShapeRenderer(true, true);
    renderer.setUseSeriesOffset(lines.size() > 1);
    renderer.setItemMargin(0);
    for (int series = 0; series < lines.size(); series++) {
      renderer.setSeriesPaint(series, Ink.ofSeries(series).color());
      renderer.setSeriesShape(series, ChartStyle.mark(series));
      renderer.setSeriesStroke(series, ChartStyle.stroke(series));
    }
    renderer.setErrorIndicatorStroke(ChartStyle.solid());
    return renderer;
  }

  /**
   * What the error bars reach, but nothing that no accuracy can be. JFreeChart draws a rotated
   * label as outlines, so the figure's title names the quantity.
   */
  private NumberAxis vertical() {
    NumberAxis axis = new NumberAxis(null);
    axis.setRange(
        Math.max(0, ends(-1).min().orElse(0) - MARGIN),
        Math.min(100, ends(1).max().orElse(100) + MARGIN));
    return axis;
  }

  private java.util.stream.DoubleStream ends(int sign) {
    return lines.stream()
        .flatMap(line -> line.points().stream())
        .flatMap(Optional::stream)
        .flatMap(point -> Stream.of(point.value() + sign * point.error().orElse(0)))
        .mapToDouble(Double::doubleValue);
  }
}
