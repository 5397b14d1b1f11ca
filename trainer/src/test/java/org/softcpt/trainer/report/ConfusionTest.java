package org.softcpt.trainer.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.trainer.task.ClassDefinition;
import org.softcpt.trainer.task.Metric;
import org.softcpt.trainer.task.TaskDefinition;
import org.softcpt.trainer.task.TaskSet;

class ConfusionTest {

  private static final Path FILE = Path.of("predictions.csv");

  @ParameterizedTest // two classes, a few, more than a page shows; each row carries its seed
  @CsvSource({"2, 11", "7, 12", "53, 13"})
  void everyImageIsCountedOnce(int classes, long seed) throws InvalidInputException {
    TaskSet tasks = tasks(classes);
    List<PredictionRow> rows = rows(classes, new Random(seed));
    Confusion confusion = Confusion.of(FILE, rows, tasks).get(0);
    int all = IntStream.range(0, classes).map(confusion::images).sum();
    int wrong = IntStream.range(0, classes).map(confusion::wrong).sum();
    int mistakes = confusion.mistakes().stream().mapToInt(each -> each.images().size()).sum();
    assertEquals(rows.size(), all, "seed " + seed);
    assertEquals(wrong, mistakes, "seed " + seed);
    long right = rows.stream().filter(row -> row.label().equals(row.predicted())).count();
    assertEquals(rows.size() - right, wrong, "seed " + seed);
  }

  @Test
  void mistakesComeInOrderOfTheirNumberThenTheSurestImage() throws InvalidInputException {
    List<PredictionRow> rows =
        List.of(
            new PredictionRow("t", "b.png", "c0", "c1", 0.4),
            new PredictionRow("t", "a.png", "c1", "c2", 0.5),
            new PredictionRow("t", "c.png", "c1", "c2", 0.9));
    List<Confusion.Mistake> mistakes = Confusion.of(FILE, rows, tasks(3)).get(0).mistakes();
    assertEquals(1, mistakes.get(0).label());
    assertEquals(
        List.of("c.png", "a.png"),
        mistakes.get(0).images().stream().map(PredictionRow::path).toList());
    assertEquals(0, mistakes.get(1).label());
  }

  @ParameterizedTest
  @CsvSource({"other, c0, c1", "t, c9, c1", "t, c0, c9"})
  void namesThatTheRunDoesNotKnowAreRefused(String task, String label, String predicted) {
    List<PredictionRow> rows = List.of(new PredictionRow(task, "a", label, predicted, 1));
    InvalidInputException error =
        assertThrows(InvalidInputException.class, () -> Confusion.of(FILE, rows, tasks(2)));
    assertTrue(error.getMessage().contains("'" + label + "'"), error.getMessage());
  }

  @Test // what is not shown is counted with the others, so a row's sum stays
  void ofManyClassesThoseWithTheMostErrorsAreShown() throws Exception {
    int classes = ConfusionSection.MOST_CLASSES + 13;
    Confusion confusion = Confusion.of(FILE, rows(classes, new Random(17)), tasks(classes)).get(0);
    String html = new ConfusionSection(confusion, Optional.empty()).html().render();
    int least = IntStream.range(0, classes).map(confusion::wrong).sorted().toArray()[13];
    for (int label = 0; label < classes; label++) {
      boolean shown = html.contains("<th scope=\"row\">c" + label + "</th>");
      assertTrue(shown || confusion.wrong(label) <= least, "class " + label);
      if (shown) {
        assertEquals(confusion.images(label), sum(html, label), "class " + label);
      }
    }
  }

  private static int sum(String html, int label) {
    String row = html.substring(html.indexOf("<th scope=\"row\">c" + label + "</th>"));
    String cells = row.substring(row.indexOf("</th>"), row.indexOf("</tr>"));
    return java.util.Arrays.stream(cells.replaceAll("<[^>]*>", " ").trim().split("\\s+"))
        .filter(cell -> !cell.equals("·"))
        .mapToInt(Integer::parseInt)
        .sum();
  }

  private static List<PredictionRow> rows(int classes, Random random) {
    List<PredictionRow> rows = new ArrayList<>();
    for (int i = 0; i < 13 * classes; i++) {
      int label = i % classes;
      int predicted = random.nextBoolean() ? label : random.nextInt(classes);
      rows.add(
          new PredictionRow("t", i + ".png", "c" + label, "c" + predicted, random.nextDouble()));
    }
    return rows;
  }

  private static TaskSet tasks(int classes) {
    List<ClassDefinition> all =
        IntStream.range(0, classes).mapToObj(i -> new ClassDefinition("c" + i, "c" + i)).toList();
    return new TaskSet(
        List.of(
            new TaskDefinition(
                "t", "task", all, List.of(TaskDefinition.DEFAULT_TEMPLATE), Metric.OVERALL_ACC)));
  }
}
