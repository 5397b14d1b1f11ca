package org.softcpt.trainer.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.softcpt.trainer.report.LineChart.Line;
import org.softcpt.trainer.report.LineChart.Point;

class ChartSvgTest {

  private static final List<String> PLACES = List.of("1", "2", "4");

  @Test
  void theSameChartIsTheSameText() {
    assertEquals(draw("a", "one"), draw("a", "one"));
  }

  @Test
  void textStaysText() {
    String svg = draw("a", "a method");
    for (String text : List.of("a method", "4", "shots (training images per class)")) {
      assertTrue(svg.contains(">" + text + "</text>"), text);
    }
  }

  @Test // any other colour would be wrong in either light or dark
  void everyColourIsAVariable() {
    Matcher colours = Pattern.compile("(?:fill|stroke)=\"([^\"]*)\"").matcher(draw("a", "one"));
    List<String> others = new ArrayList<>();
    while (colours.find()) {
      if (!colours.group(1).startsWith("var(--") && !colours.group(1).equals("none")) {
        others.add(colours.group(1));
      }
    }
    assertEquals(List.of(), others);
  }

  @Test
  void idsStartWithTheCharts() {
    Matcher ids = Pattern.compile("(?:id=\"|url\\(#)([^\")]*)").matcher(draw("chart-7", "one"));
    assertTrue(ids.find());
    do {
      assertTrue(ids.group(1).startsWith("chart-7-"), ids.group(1));
    } while (ids.find());
  }

  @Test
  void hostileNamesAreText() {
    assertFalse(draw("a", "</svg><script>").contains("<script>"));
  }

  @Test // eight marks and four dashes over seven colours: the first repetition is far away
  void seriesDifferByMoreThanColour() {
    for (int series = 0; series < 28; series++) {
      for (int other = 0; other < series; other++) {
        boolean sameMark = ChartStyle.mark(series) == ChartStyle.mark(other);
        boolean sameColour = Ink.ofSeries(series) == Ink.ofSeries(other);
        assertFalse(sameMark && sameColour, series + " looks like " + other);
      }
    }
  }

  private static String draw(String id, String name) {
    List<Optional<Point>> points =
        List.of(
            Optional.of(new Point(50, OptionalDouble.of(3))),
            Optional.empty(),
            Optional.of(new Point(60, OptionalDouble.empty())));
    LineChart chart = new LineChart(PLACES, List.of(new Line(name, points)), true);
    return new ChartSvg(id, "label of " + name, 460, 300).draw(chart.chart());
  }
}
