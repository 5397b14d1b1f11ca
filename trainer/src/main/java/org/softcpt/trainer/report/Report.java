package org.softcpt.trainer.report;

import j2html.tags.DomContent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.trainer.experiment.ExperimentManifest;
import org.softcpt.trainer.experiment.ExperimentResults;
import org.softcpt.trainer.explain.Explanation;
import org.softcpt.trainer.training.RunFolder;
import org.softcpt.trainer.training.RunManifest;

/** The way in: writes one page about a run or an experiment. */
public final class Report {

  private Report() {}

  /**
   * Writes the page. The same folder gives the same bytes.
   *
   * @param request what to report on
   * @throws InvalidInputException if the source is neither a run nor an experiment, or a file of it
   *     is damaged, or the images' folder is missing; the message names it
   * @throws IOException if reading or writing fails
   */
  public static void write(ReportRequest request) throws IOException {
    requireImages(request);
    Path source = request.source();
    Fonts.require();
    if (Files.isRegularFile(source.resolve(ExperimentManifest.FILE))) {
      experiment(request).write(request.out());
    } else if (Files.isRegularFile(new RunFolder(source).config())) {
      run(request).write(request.out());
    } else {
      throw new InvalidInputException(
          "%s: expected a run (config.json) or an experiment (experiment.json), found neither"
              .formatted(source));
    }
  }

  /**
   * Writes a page about what a run has learned.
   *
   * @param explanation of the run
   * @param title of the page
   * @param out the page to write
   * @param generator program and version, for the page's foot
   * @throws IOException if writing fails
   */
  public static void write(Explanation explanation, String title, Path out, String generator)
      throws IOException {
    new Page(
            title,
            "What its contexts are near to; method " + explanation.method(),
            new ExplanationSections(explanation).all(),
            generator)
        .write(out);
  }

  private static void requireImages(ReportRequest request) throws InvalidInputException {
    if (request.images().isPresent() && !Files.isDirectory(request.images().get())) {
      throw new InvalidInputException("images: no such folder: " + request.images().get());
    }
  }

  private static Page run(ReportRequest request) throws IOException {
    RunFolder folder = new RunFolder(request.source());
    RunManifest manifest = RunManifest.read(folder);
    String method = manifest.settings().method();
    return new Page(
        "Run: " + method,
        "%d tasks, %d classes, %s, seed %d"
            .formatted(
                manifest.tasks().size(),
                manifest.tasks().classCount(),
                ShotCharts.words(manifest.settings().shots()),
                manifest.settings().seed()),
        new RunSections(folder, manifest, request).all(),
        request.generator());
  }

  private static Page experiment(ReportRequest request) throws IOException {
    ExperimentManifest manifest = ExperimentManifest.read(request.source());
    ExperimentResults results = ExperimentResults.read(request.source());
    List<DomContent> sections = new ArrayList<>(new ExperimentSections(manifest, results).all());
    sections.addAll(new BestRun(results, request).all());
    return new Page(
        "Experiment: " + results.name(),
        "%d tasks, %d methods, %d runs"
            .formatted(results.tasks().size(), manifest.methods().size(), results.rows().size()),
        sections,
        request.generator());
  }
}
