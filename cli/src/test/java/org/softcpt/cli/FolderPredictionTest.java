package org.softcpt.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.softcpt.models.folder.HeadKind;
import org.softcpt.models.io.Json;
import org.softcpt.runtime.Device;
import org.softcpt.runtime.SessionOptions;

/** {@code softcpt predict --out}: whole folders into one file, whatever happens meanwhile. */
class FolderPredictionTest {

  private static final int MANY = 1200;
  private static final int IMAGES = 61; // no multiple of the batch
  private static final int TASKS = FusedBundles.TASKS.size();
  private static final String BAD = "b, \"bad\".png";

  @TempDir private static Path root;
  private static Path bundle;
  private static Path other;
  private static Path images;

  @TempDir private Path folder;
  private Path csv;
  private Path lines;

  @BeforeAll
  static void draw() throws IOException {
    FusedBundles bundles = FusedBundles.export(root);
    bundle = bundles.bundle(root.resolve("cosine"), HeadKind.COSINE);
    other = bundles.bundle(root.resolve("linear"), HeadKind.LINEAR);
    images = root.resolve("images");
    Random random = new Random(3);
    for (int i = 0; i < IMAGES - 1; i++) {
      Path file = images.resolve("%c/%03d.png".formatted('a' + i % 4, i));
      Files.createDirectories(file.getParent());
      BufferedImage image = new BufferedImage(20 + i, 90 - i, BufferedImage.TYPE_INT_RGB);
      for (int pixel = 0; pixel < 400; pixel++) {
        image.setRGB(random.nextInt(20), random.nextInt(20), random.nextInt());
      }
      ImageIO.write(image, "png", file.toFile());
    }
    Files.writeString(images.resolve("b").resolve(BAD), "no image");
  }

  @BeforeEach
  void name() {
    csv = folder.resolve("answers.csv");
    lines = folder.resolve("answers.jsonl");
  }

  @Test
  void jsonLinesAreThoseOfTheTerminal() throws IOException {
    CommandRun shown = CommandRun.of("predict", "--bundle", bundle, "--json", images);
    CommandRun written = predict(lines);
    assertEquals(ExitCode.USERS, written.code(), "one image is bad");
    assertEquals(ExitCode.USERS, shown.code());
    List<String> all = Files.readAllLines(lines);
    assertEquals(IMAGES, all.size());
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
    predict(csv);
    predict(lines);
    List<List<String>> rows = rows(Files.readString(csv));
    assertEquals(List.of("path", "task", "class", "probability", "error"), rows.get(0));
    assertEquals(1 + TASKS * (IMAGES - 1) + 1, rows.size());
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
    predict(csv, "--top", "all", "--task", "kinds");
    assertEquals(1 + 4 * (IMAGES - 1) + 1, rows(Files.readString(csv)).size());
    predict(lines, "--top", 2, "--task", "kinds");
    JsonNode first = Json.mapper().readTree(Files.readAllLines(lines).get(0));
    assertEquals(2, first.path("tasks").path("kinds").size());
  }

  @Test
  void threadsDoNotShow() throws IOException {
    predict(lines);
    String expected = Files.readString(lines);
    for (int threads : new int[] {1, 2, 7}) {
      StringBuilder found = new StringBuilder();
      try (Predictor predictor = Predictor.open(bundle, SessionOptions.on(Device.cpu()))) {
        new BatchedAnswers(predictor, threads)
            .run(
                new ImageTree(List.of(images)),
                batch ->
                    batch.forEach(
                        each -> found.append(AnswerFormat.JSONL.text(each, Integer.MAX_VALUE))));
      }
      assertEquals(expected, found.toString(), threads + " threads");
    }
  }

  @ParameterizedTest
  @EnumSource(AnswerFormat.class)
  void whereverItStopsTheSameBytesComeOut(AnswerFormat format) throws IOException {
    Path target = format == AnswerFormat.CSV ? csv : lines;
    predict(target);
    byte[] expected = Files.readAllBytes(target);
    for (int batches = 0; batches < 8; batches += 3) {
      Path stopped = folder.resolve(batches + target.getFileName().toString());
      stopAfter(batches, stopped, format);
      assertFalse(Files.exists(stopped));
      assertEquals(ExitCode.USERS, predict(stopped).code());
      assertArrayEquals(expected, Files.readAllBytes(stopped), batches + " batches");
      assertFalse(Files.exists(new AnswerPaths(stopped).partial()));
      assertFalse(Files.exists(new AnswerPaths(stopped).partialState()));
    }
  }

  /** As a process that is killed while it writes a line behind the last note. */
  private void stopAfter(int batches, Path target, AnswerFormat format) throws IOException {
    AnswerPaths paths = new AnswerPaths(target);
    try (Predictor predictor = Predictor.open(bundle, SessionOptions.on(Device.cpu()));
        AnswerFile file =
            AnswerFile.claim(
                paths, format, AnswerState.Question.of(predictor, format.usualTop()))) {
      Iterator<ListedImage> listed = file.remaining(() -> new ImageTree(List.of(images)), false);
      List<ListedImage> some = new ArrayList<>();
      while (some.size() < batches * Predictor.BATCH) {
        some.add(listed.next());
      }
      BatchedAnswers.of(predictor).run(some.iterator(), file::append);
    }
    Files.writeString(paths.partial(), "half a li", StandardOpenOption.APPEND);
  }

  @Test
  void aKilledProcessLosesNothing() throws Exception {
    Path many = manyImages(MANY);
    CommandRun undisturbed = CommandRun.of("predict", "--bundle", bundle, "--out", lines, many);
    assertEquals(ExitCode.DONE, undisturbed.code(), undisturbed.err());
    Process process = start("predict", "--bundle", bundle, "--out", csv + ".jsonl", many);
    AnswerPaths paths = new AnswerPaths(Path.of(csv + ".jsonl"));
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (process.isAlive() && System.nanoTime() < deadline && answered(paths) == 0) {
      Thread.sleep(5);
    }
    process.destroyForcibly().waitFor();
    long answered = answered(paths);
    assertTrue(answered > 0 && answered < MANY, "killed at " + answered);
    assertFalse(Files.exists(paths.target()));
    CommandRun rest = CommandRun.of("predict", "--bundle", bundle, "--out", paths.target(), many);
    assertEquals(ExitCode.DONE, rest.code(), rest.err());
    assertArrayEquals(Files.readAllBytes(lines), Files.readAllBytes(paths.target()));
    List<String> found = Files.readAllLines(paths.target());
    assertEquals(MANY, new TreeSet<>(found).size(), "as many different lines as images");
  }

  private static long answered(AnswerPaths paths) throws IOException {
    return Files.exists(paths.partialState()) ? AnswerState.read(paths.partialState()).images() : 0;
  }

  private Path manyImages(int count) throws IOException {
    Path many = Files.createDirectories(folder.resolve("many"));
    List<Path> drawn = new ArrayList<>();
    new ImageTree(List.of(images))
        .forEachRemaining(
            image -> {
              if (!image.path().endsWith(BAD)) {
                drawn.add(image.path());
              }
            });
    for (int i = 0; i < count; i++) {
      Files.createLink(many.resolve("%05d.png".formatted(i)), drawn.get(i % drawn.size()));
    }
    return many;
  }

  private Process start(Object... words) throws IOException {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", classPath, Main.class.getName()));
    List.of(words).forEach(word -> command.add(word.toString()));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("log").toFile())
        .start();
  }

  @Test
  void answersToOtherQuestionsAreNotMixed() throws IOException {
    stopAfter(3, csv, AnswerFormat.CSV);
    refuses("has answers of bundle", csv, "--bundle", other);
    refuses("with top 1, asked were", csv, "--bundle", bundle, "--top", 2);
    refuses("answers to tasks", csv, "--bundle", bundle, "--task", "tones");
    predict(csv);
    refuses("has answers of bundle", csv, "--bundle", other);
    CommandRun again = predict(csv);
    assertEquals(ExitCode.USERS, again.code(), "it still has a bad image");
    assertTrue(again.err().contains("is finished"), again.err());
    CommandRun others = CommandRun.of("predict", "--bundle", bundle, "--out", csv, images, images);
    assertTrue(others.err().contains("about other images"), others.err());
    CommandRun forced =
        CommandRun.of("predict", "--bundle", other, "--out", csv, "--force", images);
    assertEquals(ExitCode.USERS, forced.code(), forced.err());
    assertEquals(AnswerState.read(new AnswerPaths(csv).state()).images(), IMAGES);
  }

  @Test
  void imagesThatAppearAreAnsweredUnlessTheyWouldShiftOthers() throws IOException {
    Path changing = Files.createDirectories(folder.resolve("changing"));
    for (int i = 0; i < 3; i++) {
      Files.copy(images.resolve("a/000.png"), changing.resolve("m%d.png".formatted(i)));
    }
    Path target = folder.resolve("changing.csv");
    AnswerPaths paths = new AnswerPaths(target);
    try (Predictor predictor = Predictor.open(bundle, SessionOptions.on(Device.cpu()));
        AnswerFile file =
            AnswerFile.claim(paths, AnswerFormat.CSV, AnswerState.Question.of(predictor, 1))) {
      BatchedAnswers.of(predictor)
          .run(file.remaining(() -> new ImageTree(List.of(changing)), false), file::append);
      file.finish();
    }
    Files.move(target, paths.partial());
    Files.move(paths.state(), paths.partialState());
    Files.copy(images.resolve("a/000.png"), changing.resolve("a.png"));
    CommandRun shifted = CommandRun.of("predict", "--bundle", bundle, "--out", target, changing);
    assertTrue(shifted.err().contains("are no longer those"), shifted.err());
    Files.move(changing.resolve("a.png"), changing.resolve("z.png"));
    CommandRun more = CommandRun.of("predict", "--bundle", bundle, "--out", target, changing);
    assertEquals(ExitCode.DONE, more.code(), more.err());
    assertEquals(1 + 4 * TASKS, rows(Files.readString(target)).size());
  }

  @Test
  void onlyOneProcessWrites() throws IOException {
    AnswerPaths paths = new AnswerPaths(csv);
    try (FileChannel claimed = paths.claim()) {
      assertTrue(claimed.isOpen());
      refuses("another process is writing it", csv, "--bundle", bundle);
    }
  }

  @Test
  void wrongRequestsAreRefusedBeforeAnythingIsWritten() throws IOException {
    refuses("ending in .csv or .jsonl", folder.resolve("a.txt"), "--bundle", bundle);
    refuses("do not go together", csv, "--bundle", bundle, "--json");
    refuses("--top takes", csv, "--bundle", bundle, "--top", "many");
    Path empty = Files.createDirectories(folder.resolve("empty"));
    CommandRun none = CommandRun.of("predict", "--bundle", bundle, "--out", csv, empty);
    assertTrue(none.err().contains("no image in this folder"), none.err());
    Path foreign = Files.writeString(folder.resolve("b.csv"), "mine");
    refuses("exists already", foreign, "--bundle", bundle);
    assertEquals("mine", Files.readString(foreign));
    Path partial = Files.writeString(new AnswerPaths(csv).partial(), "x".repeat(99));
    refuses("expected ", csv, "--bundle", bundle);
    assertEquals(99, Files.size(partial));
  }

  private static CommandRun predict(Path target, Object... more) {
    List<Object> words = new ArrayList<>(List.of("predict", "--bundle", bundle, "--out", target));
    words.addAll(List.of(more));
    words.add(images);
    return CommandRun.of(words.toArray());
  }

  private static void refuses(String message, Path target, Object... options) {
    List<Object> words = new ArrayList<>(List.of("predict", "--out", target));
    words.addAll(List.of(options));
    words.add(images);
    CommandRun run = CommandRun.of(words.toArray());
    assertEquals(ExitCode.USERS, run.code(), run.err());
    assertTrue(run.err().contains(message), run.err());
  }

  /** A strict reader of RFC 4180: every line ends in CR LF, quotes stand around whole fields. */
  private static List<List<String>> rows(String text) {
    List<List<String>> rows = new ArrayList<>();
    int at = 0;
    List<String> row = new ArrayList<>();
    while (at < text.length()) {
      StringBuilder field = new StringBuilder();
      if (text.charAt(at) == '"') {
        at++;
        while (text.charAt(at) != '"' || text.charAt(at + 1) == '"') {
          at += text.charAt(at) == '"' ? 1 : 0;
          field.append(text.charAt(at++));
        }
        at++;
      } else {
        while (",\r\n\"".indexOf(text.charAt(at)) < 0) {
          field.append(text.charAt(at++));
        }
      }
      row.add(field.toString());
      if (text.charAt(at) == ',') {
        at++;
      } else {
        assertEquals("\r\n", text.substring(at, at + 2));
        at += 2;
        rows.add(row);
        row = new ArrayList<>();
      }
    }
    assertEquals(List.of(), row, "the last line ends");
    return rows;
  }
}
