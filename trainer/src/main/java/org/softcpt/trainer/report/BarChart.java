package org.softcpt.trainer.report;

import java.awt.BasicStroke;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Locale;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.AxisLocation;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.labels.ItemLabelAnchor;
import org.jfree.chart.labels.ItemLabelPosition;
import org.jfree.chart.labels.StandardCategoryItemLabelGenerator;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.category.DefaultCategoryDataset;

/**
 * Accuracies as bars from left to right, a group per name, the figure at the end of each.
 *
 * @param names of the groups, from top to bottom
 * @param bars one or two, in the order inside a group; the first is drawn hollow if there are two
 */
record BarChart(List<String> names, List<Bars> bars) {

  /**
   * The bars of one kind.
   *
   * @param name in the legend
   * @param values one per group, in percent
   */
  record Bars(String name, List<Double> values) {}

  private static final int BAR = 17; // pixels
  private static final int FRAME = 70; // axis, and legend if there is one
  private static final double LONGEST = 112; // room for the figure behind a bar of 100 %

  /** What the chart needs. */
  int height() {
    return FRAME + names.size() * (BAR * bars.size() + BAR / 2);
  }

  JFreeChart chart() {
    CategoryAxis axis = new CategoryAxis();
    axis.setCategoryMargin(0.25);
    axis.setLowerMargin(0.02);
    axis.setUpperMargin(0.02);
    axis.setMaximumCategoryLabelWidthRatio(0.5f);
    CategoryPlot plot = new CategoryPlot(dataset(), axis, range(), renderer());
    plot.setOrientation(PlotOrientation.HORIZONTAL);
    plot.setRangeAxisLocation(AxisLocation.BOTTOM_OR_LEFT);
    ChartStyle.style(plot);
    return ChartStyle.chart(plot, bars.size() > 1);
  }

  private static NumberAxis range() {
    NumberAxis axis = new NumberAxis("accuracy, %");
    axis.setRange(0, LONGEST);
    axis.setTickUnit(new org.jfree.chart.axis.NumberTickUnit(20));
    return axis;
  }

  private DefaultCategoryDataset dataset() {
    DefaultCategoryDataset dataset = new DefaultCategoryDataset();
    for (Bars each : bars) {
      for (int i = 0; i < names.size(); i++) {
        dataset.addValue(each.values().get(i), each.name(), names.get(i));
      }
    }
    return dataset;
  }

  private BarRenderer renderer() {
    BarRenderer renderer = new BarRenderer();
    renderer.setBarPainter(new StandardBarPainter());
    renderer.setShadowVisible(false);
    renderer.setItemMargin(0.05);
    renderer.setDrawBarOutline(true);
    for (int series = 0; series < bars.size(); series++) {
      boolean hollow = bars.size() > 1 && series == 0;
      renderer.setSeriesPaint(series, (hollow ? Ink.SURFACE : Ink.SERIES_1).color());
      renderer.setSeriesOutlinePaint(series, Ink.SERIES_1.color());
      renderer.setSeriesOutlineStroke(series, new BasicStroke(1.5f));
    }
    DecimalFormat format = new DecimalFormat("0.0", DecimalFormatSymbols.getInstance(Locale.ROOT));
    format.setRoundingMode(RoundingMode.HALF_UP); // as the tables round
    renderer.setDefaultItemLabelGenerator(new StandardCategoryItemLabelGenerator("{2}", format));
    renderer.setDefaultItemLabelsVisible(true);
    renderer.setDefaultPositiveItemLabelPosition(
        new ItemLabelPosition(ItemLabelAnchor.OUTSIDE3, TextAnchor.CENTER_LEFT));
    renderer.setDefaultItemLabelFont(ChartStyle.FONT);
    renderer.setDefaultItemLabelPaint(Ink.TEXT.color());
    return renderer;
  }
}
