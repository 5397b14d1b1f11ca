package org.softcpt.trainer.report;

import static j2html.TagCreator.each;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.iff;
import static j2html.TagCreator.li;
import static j2html.TagCreator.p;
import static j2html.TagCreator.section;
import static j2html.TagCreator.ul;

import j2html.tags.specialized.SectionTag;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.softcpt.trainer.experiment.ExperimentResults;
import org.softcpt.trainer.experiment.ExperimentResults.Elsewhere;

/**
 * What the runs are worth on tasks or classes they were not trained on.
 *
 * @param results of the runs
 */
record TransferSection(ExperimentResults results) {

  SectionTag html() {
    List<String> refusals = refusals();
    return section(
        h2("From " + trained() + " to " + tested()),
        p("Mean ± standard deviation over seeds, in %."),
        table("On " + trained(), ExperimentFigures.MEAN).html(),
        table("On " + tested(), elsewhere(Elsewhere::mean)).html(),
        table("Harmonic mean of the two", elsewhere(Elsewhere::harmonicMean)).html(),
        iff(!refusals.isEmpty(), ul(each(refusals, refusal -> li(refusal)))));
  }

  private static ExperimentFigures.Figure elsewhere(Function<Elsewhere, Double> figure) {
    return row -> Optional.ofNullable(row.transfer()).map(figure);
  }

  private DataTable table(String title, ExperimentFigures.Figure figure) {
    ExperimentFigures figures = new ExperimentFigures(results);
    List<String> heading =
        Stream.concat(Stream.of("method"), figures.shots().stream().map(ShotCharts::words))
            .toList();
    DataTable table = new DataTable(title, heading);
    for (String method : figures.methods()) {
      table.row(
          method,
          figures.shots().stream()
              .map(shots -> Numbers.spread(figures.statistic(method, shots, figure))));
    }
    return table;
  }

  private List<String> refusals() {
    return results.rows().stream()
        .filter(row -> row.transfer() != null && row.transfer().refused() != null)
        .map(row -> row.method() + ": " + row.transfer().refused())
        .distinct()
        .toList();
  }

  private String trained() {
    return switch (results.transfer()) {
      case NONE, CACHE -> "the trained tasks";
      case NEW_CLASSES -> "base classes";
      case NEW_TASKS -> "base tasks";
    };
  }

  private String tested() {
    return switch (results.transfer()) {
      case NONE, CACHE -> "the other cache's tasks";
      case NEW_CLASSES -> "new classes";
      case NEW_TASKS -> "new tasks";
    };
  }
}
