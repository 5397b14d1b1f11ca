package org.softcpt.trainer.report;

import static j2html.TagCreator.details;
import static j2html.TagCreator.figcaption;
import static j2html.TagCreator.figure;
import static j2html.TagCreator.rawHtml;
import static j2html.TagCreator.summary;

import j2html.tags.specialized.FigureTag;
import org.jfree.chart.JFreeChart;

/**
 * A chart and the numbers it was drawn from.
 *
 * @param id of the chart on its page
 * @param title says what it shows
 * @param numbers the table behind it
 */
record Figure(String id, String title, DataTable numbers) {

  /** Of charts side by side; a phone shows one at a size that can be read. */
  static final int WIDTH = 460;

  /** Of charts that are not as high as their content. */
  static final int HEIGHT = 300;

  FigureTag html(JFreeChart chart, int width, int height) {
    return figure(
        figcaption(title),
        rawHtml(new ChartSvg(id, title, width, height).draw(chart)),
        details(summary("Numbers"), numbers.html()));
  }
}
