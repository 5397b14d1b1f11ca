package org.softcpt.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.softcpt.runtime.Device;
import org.softcpt.runtime.SessionOptions;

/** A file of answers, whatever happens while it is written. */
class AnswerResumeTest {

  private static final int MANY = 1200;

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

  @ParameterizedTest
  @EnumSource(AnswerFormat.class)
  void whereverItStopsTheSameBytesComeOut(AnswerFormat format) throws IOException {
    Path target = format == AnswerFormat.CSV ? csv : lines;
    given.predict(target);
    byte[] expected = Files.readAllBytes(target);
    for (int batches = 0; batches < 8; batches += 3) {
      Path stopped = folder.resolve(batches + target.getFileName().toString());
      stopAfter(batches, stopped, format);
      assertFalse(Files.exists(stopped));
      assertEquals(ExitCode.USERS, given.predict(stopped).code());
      assertArrayEquals(expected, Files.readAllBytes(stopped), batches + " batches");
      assertFalse(Files.exists(new AnswerPaths(stopped).partial()));
      assertFalse(Files.exists(new AnswerPaths(stopped).partialState()));
    }
  }

  /** As a process that is killed while it writes behind the last note: an answer and a half. */
  private void stopAfter(int batches, Path target, AnswerFormat format) throws IOException {
    AnswerPaths paths = new AnswerPaths(target);
    try (Predictor predictor = Predictor.open(given.bundle(), SessionOptions.on(Device.cpu()));
        AnswerFile file =
            AnswerFile.claim(
                paths, format, AnswerState.Question.of(predictor, format.usualTop()))) {
      Iterator<ListedImage> listed =
          file.remaining(() -> new ImageTree(List.of(given.images())), false);
      List<ListedImage> some = new ArrayList<>();
      while (some.size() < batches * Predictor.BATCH) {
        some.add(listed.next());
      }
      BatchedAnswers.of(predictor).run(some.iterator(), file::append);
      file.note();
      BatchedAnswers.of(predictor).run(List.of(listed.next()).iterator(), file::append);
    }
    Files.writeString(paths.partial(), "half a li", StandardOpenOption.APPEND);
  }

  @Test
  void aKilledProcessLosesNothing() throws Exception {
    Path many = manyImages(MANY);
    CommandRun undisturbed =
        CommandRun.of("predict", "--bundle", given.bundle(), "--out", lines, many);
    assertEquals(ExitCode.DONE, undisturbed.code(), undisturbed.err());
    Process process = start("predict", "--bundle", given.bundle(), "--out", csv + ".jsonl", many);
    AnswerPaths paths = new AnswerPaths(Path.of(csv + ".jsonl"));
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (process.isAlive() && System.nanoTime() < deadline && answered(paths) == 0) {
      Thread.sleep(5);
    }
    process.destroyForcibly().waitFor();
    long answered = answered(paths);
    assertTrue(answered > 0 && answered < MANY, "killed at " + answered);
    assertFalse(Files.exists(paths.target()));
    CommandRun rest =
        CommandRun.of("predict", "--bundle", given.bundle(), "--out", paths.target(), many);
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
    new ImageTree(List.of(given.images()))
        .forEachRemaining(
            image -> {
              if (!image.path().endsWith(PredictedFolder.BAD)) {
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
    given.refuses("has answers of bundle", csv, "--bundle", given.other());
    given.refuses("with top 1, asked were", csv, "--bundle", given.bundle(), "--top", 2);
    given.refuses("answers to tasks", csv, "--bundle", given.bundle(), "--task", "tones");
    given.predict(csv);
    given.refuses("has answers of bundle", csv, "--bundle", given.other());
    CommandRun again = given.predict(csv);
    assertEquals(ExitCode.USERS, again.code(), "it still has a bad image");
    assertTrue(again.err().contains("is finished"), again.err());
    CommandRun others =
        CommandRun.of(
            "predict", "--bundle", given.bundle(), "--out", csv, given.images(), given.images());
    assertTrue(others.err().contains("about other images"), others.err());
    CommandRun forced =
        CommandRun.of(
            "predict", "--bundle", given.other(), "--out", csv, "--force", given.images());
    assertEquals(ExitCode.USERS, forced.code(), forced.err());
    assertEquals(AnswerState.read(new AnswerPaths(csv).state()).images(), PredictedFolder.IMAGES);
  }

  @Test
  void imagesThatAppearAreAnsweredUnlessTheyWouldShiftOthers() throws IOException {
    Path changing = Files.createDirectories(folder.resolve("changing"));
    for (int i = 0; i < 3; i++) {
      Files.copy(given.images().resolve("a/000.png"), changing.resolve("m%d.png".formatted(i)));
    }
    Path target = folder.resolve("changing.csv");
    AnswerPaths paths = new AnswerPaths(target);
    try (Predictor predictor = Predictor.open(given.bundle(), SessionOptions.on(Device.cpu()));
        AnswerFile file =
            AnswerFile.claim(paths, AnswerFormat.CSV, AnswerState.Question.of(predictor, 1))) {
      BatchedAnswers.of(predictor)
          .run(file.remaining(() -> new ImageTree(List.of(changing)), false), file::append);
      file.finish();
    }
    Files.move(target, paths.partial());
    Files.move(paths.state(), paths.partialState());
    Files.copy(given.images().resolve("a/000.png"), changing.resolve("a.png"));
    CommandRun shifted =
        CommandRun.of("predict", "--bundle", given.bundle(), "--out", target, changing);
    assertTrue(shifted.err().contains("are no longer those"), shifted.err());
    Files.move(changing.resolve("a.png"), changing.resolve("z.png"));
    CommandRun more =
        CommandRun.of("predict", "--bundle", given.bundle(), "--out", target, changing);
    assertEquals(ExitCode.DONE, more.code(), more.err());
    assertEquals(1 + 4 * PredictedFolder.TASKS, Rfc4180.rows(Files.readString(target)).size());
  }

  @Test
  void onlyOneProcessWrites() throws IOException {
    AnswerPaths paths = new AnswerPaths(csv);
    try (FileChannel claimed = paths.claim()) {
      assertTrue(claimed.isOpen());
      given.refuses("another process is writing it", csv, "--bundle", given.bundle());
    }
  }
}
