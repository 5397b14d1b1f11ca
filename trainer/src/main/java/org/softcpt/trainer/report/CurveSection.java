package org.softcpt.trainer.report;

import static j2html.TagCreator.div;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.p;
import static j2html.TagCreator.section;

import j2html.tags.specialized.FigureTag;
import j2html.tags.specialized.SectionTag;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * Loss and learning rate over epochs.
 *
 * @param rows of {@code losses.csv}, one per step
 */
record CurveSection(List<LossRow> rows) {

  /** What a page shows of an epoch. */
  private record Epoch(int number, double value) {}

  SectionTag html() {
    return section(
        h2("Training"),
        p(
            "%s steps in %s epochs. The loss is the mean over an epoch's steps; where a method trains each task on its own, epochs go on counting."
                .formatted(Numbers.count(rows.size()), Numbers.count(epochs().size()))),
        div()
            .withClass("charts")
            .with(
                curve("loss", "mean loss", LossRow::loss),
                curve("rate", "learning rate", LossRow::learningRate)));
  }

  private Map<Integer, List<LossRow>> epochs() {
    Map<Integer, List<LossRow>> epochs = new TreeMap<>();
    rows.forEach(row -> epochs.computeIfAbsent(row.epoch(), key -> new ArrayList<>()).add(row));
    return epochs;
  }

  private FigureTag curve(String id, String quantity, ToDoubleFunction<LossRow> value) {
    List<Epoch> epochs =
        epochs().entrySet().stream()
            .map(each -> new Epoch(each.getKey(), mean(each.getValue(), value)))
            .toList();
    DataTable numbers = new DataTable(quantity + " by epoch", List.of("epoch", quantity));
    epochs.forEach(
        each -> numbers.row(Integer.toString(each.number()), Stream.of(text(each.value()))));
    CurveChart chart =
        new CurveChart(
            quantity,
            epochs.stream().map(Epoch::number).toList(),
            epochs.stream().map(Epoch::value).toList());
    return new Figure(id, quantity + " by epoch", numbers)
        .html(chart.chart(), Figure.WIDTH, Figure.HEIGHT);
  }

  private static double mean(List<LossRow> rows, ToDoubleFunction<LossRow> value) {
    return rows.stream().mapToDouble(value).average().orElseThrow();
  }

  private static String text(double value) {
    return String.format(java.util.Locale.ROOT, "%.4g", value);
  }
}
