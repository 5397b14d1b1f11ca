package org.softcpt.trainer.report;

import static j2html.TagCreator.h2;
import static j2html.TagCreator.p;
import static j2html.TagCreator.section;

import j2html.tags.DomContent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.trainer.experiment.ExperimentResults;
import org.softcpt.trainer.experiment.ExperimentResults.Row;
import org.softcpt.trainer.training.RunFolder;
import org.softcpt.trainer.training.RunManifest;

/**
 * The run of an experiment with the highest mean, looked at as {@link Report} does with a run. It
 * is chosen by its test figure: good to look at mistakes, not to say how good the method is.
 *
 * @param results of all runs
 * @param request whose source is the experiment
 */
record BestRun(ExperimentResults results, ReportRequest request) {

  List<DomContent> all() throws IOException {
    Optional<Row> best = results.rows().stream().max(Comparator.comparingDouble(Row::mean));
    if (best.isEmpty()) {
      return List.of();
    }
    RunFolder folder = new RunFolder(folder(best.get()));
    List<DomContent> sections = new ArrayList<>(List.of(introduction(best.get())));
    sections.addAll(new RunSections(folder, RunManifest.read(folder), request).all());
    return sections;
  }

  private static DomContent introduction(Row row) {
    return section(
        h2("The best run"),
        p(
            "%s, %s, seed %d: %s %%. What follows is about this run, %s."
                .formatted(
                    row.method(),
                    ShotCharts.words(row.shots()),
                    row.seed(),
                    Numbers.percent(row.mean()),
                    row.run())),
        p("It was chosen by the test images, so its figures are flattering; the tables above are not.")
            .withClass("note"));
  }

  /** A damaged list of results must not lead out of the experiment. */
  private Path folder(Row row) throws InvalidInputException {
    Path experiment = request.source().toAbsolutePath().normalize();
    Path run = experiment.resolve(row.run()).normalize();
    if (!run.startsWith(experiment)) {
      throw new InvalidInputException(
          "%s: expected runs inside the experiment, found '%s'"
              .formatted(experiment.resolve(ExperimentResults.FILE), row.run()));
    }
    return run;
  }
}
