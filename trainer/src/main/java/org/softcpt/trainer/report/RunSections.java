package org.softcpt.trainer.report;

import static j2html.TagCreator.each;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.iff;
import static j2html.TagCreator.p;
import static j2html.TagCreator.section;

import j2html.tags.DomContent;
import j2html.tags.specialized.PTag;
import j2html.tags.specialized.SectionTag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.io.Json;
import org.softcpt.trainer.evaluation.Results;
import org.softcpt.trainer.explain.Explainer;
import org.softcpt.trainer.explain.Relatedness;
import org.softcpt.trainer.training.RunFolder;
import org.softcpt.trainer.training.RunManifest;

/**
 * What a page says of one run. What the run does not have costs a sentence, not the page.
 *
 * @param folder of the run
 * @param manifest its settings
 * @param request whose images and model to use
 */
record RunSections(RunFolder folder, RunManifest manifest, ReportRequest request) {

  List<DomContent> all() throws IOException {
    List<DomContent> sections = new ArrayList<>();
    sections.add(scores());
    sections.add(confusions());
    sections.add(curves());
    sections.add(relatedness());
    sections.add(new RunFacts(folder, manifest).html());
    return sections;
  }

  private DomContent scores() throws IOException {
    return Files.exists(folder.results())
        ? new ScoreSection(Json.read(folder.results(), Results.class)).html()
        : missing("Accuracy", "This run was not tested yet: softcpt eval --run RUN does that.");
  }

  private DomContent confusions() throws IOException {
    String heading = "Confusions";
    Path file = folder.root().resolve("predictions.csv");
    if (!Files.exists(file)) {
      return missing(
          heading, "There is no predictions.csv in the run: softcpt eval --run RUN writes it.");
    }
    List<Confusion> all =
        Confusion.of(file, CsvRows.read(file, PredictionRow.class), manifest.tasks());
    Optional<Thumbnails> thumbnails = request.images().map(Thumbnails::new);
    return section(
        h2(heading),
        p("Each row is a class: how many of its test images were taken for which class."),
        iff(thumbnails.isEmpty(), withoutImages()),
        each(all, one -> new ConfusionSection(one, thumbnails).html()));
  }

  private static PTag withoutImages() {
    return p("Without pictures: report --images DIR says where the images are.").withClass("note");
  }

  private DomContent curves() throws IOException {
    if (!Files.exists(folder.losses())) {
      return missing("Training", "This run has no steps: its method is not trained step by step.");
    }
    List<LossRow> rows = CsvRows.read(folder.losses(), LossRow.class);
    return rows.isEmpty()
        ? missing("Training", "No step is done yet.")
        : new CurveSection(rows).html();
  }

  private DomContent relatedness() throws IOException {
    String heading = "Related tasks";
    try {
      Optional<Relatedness> found =
          new Explainer(folder.root(), request.model(), request.session()).relatedness();
      return found.isPresent()
          ? new RelatednessSection(found.get()).html()
          : missing(heading, manifest.settings().method() + " has no task features to compare.");
    } catch (InvalidInputException e) { // a report of a run whose model is gone is still one
      return missing(heading, "Not available: " + e.getMessage());
    }
  }

  private static SectionTag missing(String heading, String why) {
    return section(h2(heading), p(why).withClass("note"));
  }
}
