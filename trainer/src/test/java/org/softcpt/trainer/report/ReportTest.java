package org.softcpt.trainer.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.trainer.evaluation.MainLine;
import org.softcpt.trainer.experiment.ExperimentResults;
import org.w3c.dom.Document;

/** Pages about fixtures, read back. */
class ReportTest {

  /** The hostile name as a page shows it: the control character is replaced. */
  private static final String SHOWN = RunFixture.HOSTILE.replace('\u0001', '\ufffd');

  @TempDir private Path folder;

  @Test
  void anExperimentsTableHasMeanAndDeviationOfItsRows() throws Exception {
    ExperimentResults results = ExperimentFixture.write(folder.resolve("experiment"));
    Document page = page("experiment", Optional.empty());
    for (String method : ExperimentFixture.METHODS) {
      List<String> cells =
          PageChecks.cells(page, "Mean over tasks ± standard", method.replace('\u0001', '\ufffd'));
      List<String> expected = new ArrayList<>();
      for (int shots : ExperimentFixture.SHOTS) {
        expected.add(spread(means(results, method, shots)));
      }
      assertEquals(expected, cells.stream().map(cell -> cell.replace(" ★", "")).toList(), method);
    }
  }

  @Test
  void theBestOfEachColumnIsMarked() throws Exception {
    ExperimentFixture.write(folder.resolve("experiment"));
    Document page = page("experiment", Optional.empty());
    List<String> zeroShot = PageChecks.cells(page, "Mean over tasks ± standard", "zero-shot");
    assertTrue(zeroShot.stream().noneMatch(cell -> cell.contains("★")), zeroShot.toString());
    long marked =
        PageChecks.elements(page, "td").stream()
            .filter(cell -> cell.getTextContent().endsWith(" ★"))
            .count();
    assertEquals(ExperimentFixture.SHOTS.size(), marked);
  }

  @Test
  void anExperimentsPageSaysWhatWasRunAndWhatFailed() throws Exception {
    ExperimentFixture.write(folder.resolve("experiment"));
    String text = page("experiment", Optional.empty()).getDocumentElement().getTextContent();
    for (String said :
        List.of("a system", "1, 2, 4, 8, 16", "no <b>memory</b> left", "cocoop", "The best run")) {
      assertTrue(text.contains(said), said);
    }
  }

  @Test // the figures of Student's t by hand: 4.303 for two degrees of freedom
  void intervalsAreThoseOfStudent() throws Exception {
    ExperimentResults results = ExperimentFixture.write(folder.resolve("experiment"));
    String cell =
        PageChecks.cells(
                page("experiment", Optional.empty()),
                "Accuracy in %, mean over tasks: mean",
                "coop-ca")
            .get(0);
    double[] values = means(results, "coop-ca", 1);
    double half = 4.302653 * deviation(values) / Math.sqrt(values.length);
    assertTrue(
        cell.contains(
            "(%s to %s)".formatted(number(mean(values) - half), number(mean(values) + half))),
        cell);
  }

  @Test
  void aRunsPageHasEveryFigureOfItsFiles() throws Exception {
    new RunFixture(folder.resolve("run")).write();
    Document page = page("run", Optional.empty());
    assertEquals(
        List.of("15", "overall_acc", "40.0", "60.0", "+20.0"),
        PageChecks.cells(page, "Accuracy per task", "fruit"));
    assertEquals(List.of("2.375"), PageChecks.cells(page, "mean loss by epoch", "1"));
    assertEquals(List.of("0.002000"), PageChecks.cells(page, "learning rate by epoch", "2"));
    assertEquals(List.of("3", "2", "·"), PageChecks.cells(page, "Test images of fruit", "kiwi"));
    assertEquals(List.of("7"), PageChecks.cells(page, "Settings", "seed"));
  }

  @Test
  void whatTheUserNamedIsText() throws Exception {
    new RunFixture(folder.resolve("run")).write();
    Document page = page("run", Optional.empty());
    assertTrue(
        PageChecks.elements(page, "h3").stream().anyMatch(h -> h.getTextContent().equals(SHOWN)));
    assertFalse(Files.readString(folder.resolve("run.html")).contains("<script"));
  }

  @Test
  void theSameFolderGivesTheSameBytes() throws Exception {
    ExperimentFixture.write(folder.resolve("experiment"));
    page("experiment", Optional.empty());
    byte[] first = Files.readAllBytes(folder.resolve("experiment.html"));
    page("experiment", Optional.empty());
    assertArrayEquals(first, Files.readAllBytes(folder.resolve("experiment.html")));
  }

  @Test
  void mistakesHavePicturesAndLostOnesAreNamed() throws Exception {
    new RunFixture(folder.resolve("run")).write();
    Path images = RunFixture.images(folder.resolve("images"));
    Document page = page("run", Optional.of(images));
    assertEquals(5, PageChecks.elements(page, "img").size()); // of each class one is lost
    String text = page.getDocumentElement().getTextContent();
    assertTrue(text.contains("Not found or not readable:"), text);
    assertTrue(text.contains("fruit/0, \"quoted\"/test_4.png"), text);
  }

  @Test
  void aRunThatHasOnlyBegunHasAPage() throws Exception {
    RunFixture run = new RunFixture(folder.resolve("run")).write();
    Files.delete(run.predictions());
    Files.delete(run.root().resolve("results.json"));
    Files.delete(run.root().resolve("losses.csv"));
    String text = page("run", Optional.empty()).getDocumentElement().getTextContent();
    for (String said : List.of("not tested yet", "no predictions.csv", "no steps")) {
      assertTrue(text.contains(said), said);
    }
  }

  @Test
  void somethingElseIsRefused() {
    assertMessage("expected a run (config.json) or an experiment", folder, Optional.empty());
  }

  @Test
  void imagesThatAreNowhereAreRefused() throws IOException {
    new RunFixture(folder.resolve("run")).write();
    assertMessage(
        "images: no such folder", folder.resolve("run"), Optional.of(folder.resolve("nothing")));
    assertFalse(Files.exists(folder.resolve("out.html")));
  }

  @Test
  void aRunOutsideTheExperimentIsNotRead() throws IOException {
    Path experiment = folder.resolve("experiment");
    ExperimentFixture.write(experiment);
    Path file = experiment.resolve("results.json");
    Files.writeString(
        file, Files.readString(file).replace("runs/0123456789abcdef", "../../elsewhere"));
    assertMessage("expected runs inside the experiment", experiment, Optional.empty());
  }

  private void assertMessage(String part, Path source, Optional<Path> images) {
    InvalidInputException error =
        assertThrows(
            InvalidInputException.class,
            () -> Report.write(request(source, folder.resolve("out.html"), images)));
    assertTrue(error.getMessage().contains(part), error.getMessage());
  }

  private Document page(String source, Optional<Path> images) throws Exception {
    Path out = folder.resolve(source + ".html");
    Report.write(request(folder.resolve(source), out, images));
    return PageChecks.check(Files.readString(out));
  }

  static ReportRequest request(Path source, Path out, Optional<Path> images) {
    return new ReportRequest(
        source, out, images, Optional.empty(), MainLine.SESSION, "softcpt <test>");
  }

  private static double[] means(ExperimentResults results, String method, int shots) {
    return results.rows().stream()
        .filter(row -> row.method().equals(method) && row.shots() == shots)
        .mapToDouble(ExperimentResults.Row::mean)
        .toArray();
  }

  private static String spread(double[] values) {
    return number(mean(values)) + " ± " + number(deviation(values));
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static double deviation(double[] values) {
    double squares = 0;
    for (double value : values) {
      squares += Math.pow(value - mean(values), 2);
    }
    return Math.sqrt(squares / (values.length - 1));
  }

  private static String number(double share) {
    return String.format(Locale.ROOT, "%.1f", 100 * share);
  }
}
