package org.softcpt.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.softcpt.models.io.Json;
import org.softcpt.runtime.Device;
import org.softcpt.runtime.SessionOptions;

/** {@code softcpt predict --out}: whole folders into one file. */
class FolderPredictionTest {

  @TempDir private static Path root;
  private static PredictedFolder given;

  @TempDir private Path folder;
  private Path csv;
  private Path lines;

  @BeforeAll
  static void draw() throws IOException {
    given = PredictedFolder.make(root);
  }

  @BeforeEach
  void name() {
    csv = folder.resolve("answers.csv");
    lines = folder.resolve("answers.jsonl");
  }

  @Test
  void jsonLinesAreThoseOfTheTerminal() throws IOException {
    CommandRun shown =
        CommandRun.of("predict", "--bundle", given.bundle(), "--json", given.images());
    CommandRun written = given.predict(lines);
    assertEquals(ExitCode.USERS, written.code(), "one image is bad");
    assertEquals(ExitCode.USERS, shown.code());
    List<String> all = Files.readAllLines(lines);
    assertEquals(PredictedFolder.IMAGES, all.size());
    assertEquals(
        shown.out().lines().toList(),
        all.stream().filter(line -> !line.contains("\"error\"")).toList());
    String bad = all.stream().filter(line -> line.contains("\"error\"")).findFirst().orElseThrow();
    String error = Json.mapper().readTree(bad).path("error").asText();
    assertTrue(error.startsWith("expected a JPEG"), bad);
    assertTrue(written.out().contains("61 images, 1 of them not readable"), written.out());
  }

  @Test
  void csvHasTheLikeliestClassOfEveryTask() throws IOException {
    given.predict(csv);
    given.predict(lines);
    List<List<String>> rows = Rfc4180.rows(Files.readString(csv));
    assertEquals(List.of("path", "task", "class", "probability", "error"), rows.get(0));
    assertEquals(1 + PredictedFolder.TASKS * (PredictedFolder.IMAGES - 1) + 1, rows.size());
    Iterator<List<String>> row = rows.subList(1, rows.size()).iterator();
    for (String line : Files.readAllLines(lines)) {
      JsonNode expected = Json.mapper().readTree(line);
      if (expected.has("error")) {
        String path = expected.path("path").asText();
        assertEquals(List.of(path, "", "", "", expected.path("error").asText()), row.next());
      } else {
        expected
            .path("tasks")
            .properties()
            .forEach(task -> requireLikeliest(task.getKey(), task.getValue(), row.next()));
      }
    }
    assertFalse(row.hasNext());
  }

  private static void requireLikeliest(String task, JsonNode classes, List<String> row) {
    double likeliest = 0;
    for (JsonNode probability : classes) {
      likeliest = Math.max(likeliest, probability.asDouble());
    }
    assertEquals(task, row.get(1));
    assertEquals((float) likeliest, Float.parseFloat(row.get(3)), "written as a float");
    assertEquals(likeliest, classes.path(row.get(2)).asDouble());
    assertEquals("", row.get(4));
  }

  @Test
  void topSaysHowManyClasses() throws IOException {
    given.predict(csv, "--top", "all", "--task", "kinds");
    assertEquals(
        1 + 4 * (PredictedFolder.IMAGES - 1) + 1, Rfc4180.rows(Files.readString(csv)).size());
    given.predict(lines, "--top", 2, "--task", "kinds");
    JsonNode first = Json.mapper().readTree(Files.readAllLines(lines).get(0));
    assertEquals(2, first.path("tasks").path("kinds").size());
  }

  @Test
  void threadsDoNotShow() throws IOException {
    given.predict(lines);
    String expected = Files.readString(lines);
    for (int threads : new int[] {1, 2, 7}) {
      StringBuilder found = new StringBuilder();
      try (Predictor predictor = Predictor.open(given.bundle(), SessionOptions.on(Device.cpu()))) {
        new BatchedAnswers(predictor, threads)
            .run(
                new ImageTree(List.of(given.images())),
                batch ->
                    batch.forEach(
                        each -> found.append(AnswerFormat.JSONL.text(each, Integer.MAX_VALUE))));
      }
      assertEquals(expected, found.toString(), threads + " threads");
    }
  }

  @Test
  void wrongRequestsAreRefusedBeforeAnythingIsWritten() throws IOException {
    given.refuses("ending in .csv or .jsonl", folder.resolve("a.txt"), "--bundle", given.bundle());
    given.refuses("do not go together", csv, "--bundle", given.bundle(), "--json");
    given.refuses("--top takes", csv, "--bundle", given.bundle(), "--top", "many");
    Path empty = Files.createDirectories(folder.resolve("empty"));
    CommandRun none = CommandRun.of("predict", "--bundle", given.bundle(), "--out", csv, empty);
    assertTrue(none.err().contains("no image in this folder"), none.err());
    Path foreign = Files.writeString(folder.resolve("b.csv"), "mine");
    given.refuses("exists already", foreign, "--bundle", given.bundle());
    assertEquals("mine", Files.readString(foreign));
    Path partial = Files.writeString(new AnswerPaths(csv).partial(), "x".repeat(99));
    given.refuses("expected ", csv, "--bundle", given.bundle());
    assertEquals(99, Files.size(partial));
  }
}
