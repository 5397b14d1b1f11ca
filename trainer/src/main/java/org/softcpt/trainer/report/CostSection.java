package org.softcpt.trainer.report;

import static j2html.TagCreator.h2;
import static j2html.TagCreator.section;

import j2html.tags.specialized.SectionTag;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.softcpt.trainer.experiment.ExperimentResults.Row;
import org.softcpt.trainer.experiment.Statistic;

/**
 * What a run of each method costs: seconds of training, stored numbers.
 *
 * @param figures of the experiment
 */
record CostSection(ExperimentFigures figures) {

  SectionTag html() {
    DataTable table =
        new DataTable(
            "Mean over the seeds of a method at a number of shots",
            List.of("method", "shots", "runs", "seconds of training", "stored numbers"));
    for (String method : figures.methods()) {
      figures.shots().forEach(shots -> add(table, method, shots));
    }
    return section(h2("Cost of a run"), table.html());
  }

  private void add(DataTable table, String method, int shots) {
    List<Row> rows = figures.rows(method, shots);
    if (!rows.isEmpty()) {
      Optional<Statistic> seconds =
          figures.statistic(method, shots, row -> Optional.ofNullable(row.trainingSeconds()));
      table.row(
          method,
          Stream.of(
              Integer.toString(shots),
              Integer.toString(rows.size()),
              seconds.map(each -> Numbers.decimals(each.mean(), 1)).orElse("–"),
              Numbers.count(rows.get(0).parameters())));
    }
  }
}
