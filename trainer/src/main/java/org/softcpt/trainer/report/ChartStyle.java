package org.softcpt.trainer.report;

import java.awt.BasicStroke;
import java.awt.Font;
import java.awt.Shape;
import java.awt.Stroke;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.Axis;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.ui.RectangleInsets;

/** How charts look. Series differ by colour, mark and dash, so not by colour alone. */
final class ChartStyle {

  /** Sizes are those of the drawing; the page may scale it. */
  static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 14);

  /** Of series, in pixels. */
  static final float LINE = 1.8f;

  private static final double MARK = 8;
  private static final List<Shape> MARKS =
      List.of(
          new Ellipse2D.Double(-MARK / 2, -MARK / 2, MARK, MARK),
          new Rectangle2D.Double(-MARK / 2, -MARK / 2, MARK, MARK),
          polygon(0, -5, 5, 4, -5, 4),
          polygon(0, -5.5, 5.5, 0, 0, 5.5, -5.5, 0),
          polygon(0, 5, 5, -4, -5, -4),
          polygon(
              -5, -2, -2, -2, -2, -5, 2, -5, 2, -2, 5, -2, 5, 2, 2, 2, 2, 5, -2, 5, -2, 2, -5, 2),
          polygon(-5, 0, 4, -5, 4, 5),
          polygon(5, 0, -4, -5, -4, 5));

  private static final List<float[]> DASHES =
      List.of(new float[] {1, 0}, new float[] {6, 3}, new float[] {2, 3}, new float[] {9, 3, 2, 3});

  private ChartStyle() {}

  static Shape mark(int series) {
    return MARKS.get(series % MARKS.size());
  }

  static Stroke stroke(int series) {
    float[] dash = DASHES.get(series % DASHES.size());
    return series % DASHES.size() == 0
        ? solid()
        : new BasicStroke(LINE, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, dash, 0);
  }

  static Stroke solid() {
    return new BasicStroke(LINE, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND);
  }

  /** A chart without title or frame, in our colours. */
  static JFreeChart chart(Plot plot, boolean legend) {
    JFreeChart chart = new JFreeChart(null, FONT, plot, legend);
    chart.setBackgroundPaint(null);
    chart.setPadding(new RectangleInsets(4, 0, 0, 12));
    plot.setBackgroundPaint(null);
    plot.setOutlineVisible(false);
    LegendTitle title = chart.getLegend();
    if (title != null) {
      title.setItemFont(FONT);
      title.setItemPaint(Ink.TEXT.color());
      title.setBackgroundPaint(null);
      title.setFrame(org.jfree.chart.block.BlockBorder.NONE);
    }
    return chart;
  }

  static void style(CategoryPlot plot) {
    style(plot.getDomainAxis());
    style(plot.getRangeAxis());
    plot.setRangeGridlinePaint(Ink.GRID.color());
    plot.setRangeGridlineStroke(new BasicStroke(1));
    plot.setRangeZeroBaselineVisible(false);
    plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
  }

  static void style(XYPlot plot) {
    style(plot.getDomainAxis());
    style(plot.getRangeAxis());
    plot.setDomainGridlinesVisible(false);
    plot.setRangeGridlinePaint(Ink.GRID.color());
    plot.setRangeGridlineStroke(new BasicStroke(1));
    plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
  }

  private static void style(Axis axis) {
    axis.setLabelFont(FONT);
    axis.setTickLabelFont(FONT);
    axis.setLabelPaint(Ink.TEXT.color());
    axis.setTickLabelPaint(Ink.TEXT.color());
    axis.setAxisLinePaint(Ink.TEXT.color());
    axis.setTickMarkPaint(Ink.TEXT.color());
  }

  private static Shape polygon(double... coordinates) {
    Path2D path = new Path2D.Double();
    path.moveTo(coordinates[0], coordinates[1]);
    for (int i = 2; i < coordinates.length; i += 2) {
      path.lineTo(coordinates[i], coordinates[i + 1]);
    }
    path.closePath();
    return path;
  }
}
