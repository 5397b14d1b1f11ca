package org.softcpt.trainer.report;

import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.DefaultXYDataset;

/**
 * One quantity over epochs.
 *
 * @param quantity what it is
 * @param epochs from left to right
 * @param values one per epoch
 */
record CurveChart(String quantity, List<Integer> epochs, List<Double> values) {

  private static final int MARKED = 60; // more marks would hide the line

  JFreeChart chart() {
    NumberAxis horizontal = new NumberAxis("epoch");
    horizontal.setStandardTickUnits(NumberAxis.createIntegerTickUnits());
    horizontal.setAutoRangeIncludesZero(false);
    NumberAxis vertical = new NumberAxis(null);
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, epochs.size() <= MARKED);
    renderer.setSeriesPaint(0, Ink.SERIES_1.color());
    renderer.setSeriesShape(0, ChartStyle.mark(0));
    renderer.setSeriesStroke(0, ChartStyle.solid());
    XYPlot plot = new XYPlot(dataset(), horizontal, vertical, renderer);
    ChartStyle.style(plot);
    return ChartStyle.chart(plot, false);
  }

  private DefaultXYDataset dataset() {
    DefaultXYDataset dataset = new DefaultXYDataset();
    dataset.addSeries(
        quantity,
        new double[][] {
          epochs.stream().mapToDouble(Integer::doubleValue).toArray(),
          values.stream().mapToDouble(Double::doubleValue).toArray()
        });
    return dataset;
  }
}
