package org.softcpt.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.softcpt.models.folder.AtomicFolder;

/** What a user may get wrong: one clear line, exit code 2, nothing lost. */
class WrongInputTest {

  @TempDir static Path folder;

  private static MainLine line;

  @BeforeAll
  static void buildOnce() throws IOException {
    line = MainLine.build(folder);
  }

  @Test
  void missingWeightsFolder() {
    Path out = folder.resolve("nothing");
    refuses(
        "no such file or folder", "export", "--weights", folder.resolve("nowhere"), "--out", out);
    assertFalse(Files.exists(out));
  }

  @Test
  void truncatedWeights() throws IOException {
    Path weights = copy(line.weights(), "truncated");
    truncate(weights.resolve("model.safetensors"));
    Path out = folder.resolve("nothing");
    refuses("model.safetensors", "export", "--weights", weights, "--out", out);
    assertFalse(Files.exists(out));
  }

  @Test
  void exportedModelIsNotOverwritten() throws IOException {
    Path manifest = line.model().resolve("model.json");
    byte[] before = Files.readAllBytes(manifest);
    refuses("--force", "export", "--weights", line.weights(), "--out", line.model());
    assertArrayEquals(before, Files.readAllBytes(manifest));
  }

  @Test
  void reportsAreOfRunsAndExperiments() {
    Path out = folder.resolve("nothing.html");
    refuses("expected a run (config.json) or an experiment", "report", line.model(), "--out", out);
    refuses("no such folder", "report", line.run(), "--out", out, "--images", out);
    refuses("missing argument", "report", "--out", out);
    refuses("config.json", "explain", line.model());
    refuses("--words", "explain", line.run(), "--words", 0);
    assertFalse(Files.exists(out));
  }

  @Test
  void exportNeedsExactlyOneSource() {
    refuses("--weights or --random", "export", "--out", folder.resolve("nothing"));
    refuses("vit-b-16", "export", "--random", "vit-b-17", "--out", folder.resolve("nothing"));
  }

  @Test
  void aTokenizerFollowsKnownRules() {
    refuses(
        "expected openai or hugging-face, found 'bert'",
        "export",
        "--weights",
        line.weights(),
        "--tokenizer-flavour",
        "bert",
        "--out",
        folder.resolve("nothing"));
  }

  @Test
  void exportKnowsTwoTreatmentsOfOrientation() {
    Path out = folder.resolve("nothing");
    String option = "--exif-orientation";
    refuses("apply or ignore", "export", "--weights", line.weights(), option, "up", "--out", out);
    refuses("--weights only", "export", "--random", "vit-b-16", option, "apply", "--out", out);
    assertFalse(Files.exists(out));
  }

  @Test
  void corruptImageAmongGoodOnesCostsOnlyItself() throws IOException {
    Path bad = folder.resolve("bad.png");
    Files.copy(line.image("colours", "red/test_3.png"), bad);
    truncate(bad);
    Path good = line.image("colours", "red/test_4.png");
    CommandRun run =
        CommandRun.of("predict", "--bundle", line.bundle(), "--json", good, bad, "gone.jpg", good);
    assertEquals(ExitCode.USERS, run.code());
    assertEquals(2, run.out().lines().count(), run.out());
    List<String> errors = run.err().lines().toList();
    assertEquals(2, errors.size(), run.err());
    assertTrue(errors.get(0).startsWith("softcpt predict: " + bad), run.err());
    assertTrue(errors.get(1).startsWith("softcpt predict: gone.jpg: no such file"), run.err());
  }

  @Test
  void corruptTrainingImageIsSkippedAndSaid() throws IOException {
    Path images = copy(line.images(), "images-with-a-bad-one");
    truncate(images.resolve("colours/red/train_0.png"));
    CommandRun run = cache(images, folder.resolve("cache-with-a-hole"));
    assertEquals(ExitCode.DONE, run.code(), run.err());
    assertTrue(run.err().contains("skipped: colours/red/train_0.png: "), run.err());
    assertTrue(run.out().contains("24 images, 1 skipped"), run.out());
  }

  @Test
  void classWithoutImages() throws IOException {
    Path images = copy(line.images(), "images-without-green");
    AtomicFolder.delete(images.resolve("colours/green"));
    Files.createDirectory(images.resolve("colours/green"));
    CommandRun run = cache(images, folder.resolve("nothing"));
    assertUsersMistake(run, "green");
  }

  @Test
  void cacheMadeWithAnotherModel() throws IOException {
    Path weights = copy(line.weights(), "other-weights");
    flipLastByte(weights.resolve("model.safetensors"));
    Path other = folder.resolve("other-model");
    CommandRun exported = CommandRun.of("export", "--weights", weights, "--out", other);
    assertEquals(ExitCode.DONE, exported.code(), exported.err());
    Path run = folder.resolve("run-of-two-models");
    refuses("cache", "train", "--model", other, "--cache", line.cache(), "--out", run);
    assertFalse(Files.exists(run.resolve("parameters.safetensors")));
  }

  @Test
  void unknownOptionAndCommand() {
    refuses("did you mean --epochs?", "train", "--epoch", 3);
    refuses("did you mean train?", "trian");
    refuses("unknown option --frobnicate", "--frobnicate");
  }

  @Test
  void runIsNotOverwritten() {
    refuses("finished run", line.trainCommand(line.cache(), line.run()));
  }

  @Test
  void resumingWithOtherSettings() {
    Object[] train = line.trainCommand(line.cache(), line.run());
    train[8] = 3; // epochs
    refuses("epochs", Stream.concat(Arrays.stream(train), Stream.of("--resume")).toArray());
  }

  @Test
  void settingOutOfRange() {
    Path run = folder.resolve("nothing");
    refuses(
        "shots",
        "train",
        "--model",
        line.model(),
        "--cache",
        line.cache(),
        "--out",
        run,
        "--shots",
        0);
    refuses("softcpt-nata", words("--method", "magic"));
  }

  @Test
  void damagedBundle() throws IOException {
    Path bundle = copy(line.bundle(), "damaged-bundle");
    flipLastByte(bundle.resolve("heads.safetensors"));
    Path image = line.image("colours", "red/test_3.png");
    refuses("heads.safetensors", "predict", "--bundle", bundle, image);
  }

  @Test
  void deviceThatIsNone() {
    Path image = line.image("colours", "red/test_3.png");
    refuses("expected cpu, cuda", "predict", "--device", "tpu", "--bundle", line.bundle(), image);
  }

  @Test
  void thingsThatInspectDoesNotKnow() throws IOException {
    Path text = Files.writeString(folder.resolve("notes.txt"), "hello");
    refuses("not recognised; looked for a model (model.json)", "inspect", text);
    refuses("no such file or folder", "inspect", folder.resolve("nowhere"));
  }

  private static Object[] words(Object... more) {
    Object[] train = line.trainCommand(line.cache(), folder.resolve("nothing"));
    return Stream.concat(Arrays.stream(train), Arrays.stream(more)).toArray();
  }

  private static CommandRun cache(Path images, Path out) {
    return CommandRun.of(
        "cache", "--model", line.model(), "--tasks", line.tasks(), "--root", images, "--out", out);
  }

  private static void refuses(String reason, Object... words) {
    assertUsersMistake(CommandRun.of(words), reason);
  }

  private static void assertUsersMistake(CommandRun run, String reason) {
    assertEquals(ExitCode.USERS, run.code(), run.err());
    assertEquals(1, run.err().lines().count(), run.err());
    assertTrue(run.err().startsWith("softcpt"), run.err());
    assertTrue(run.err().contains(reason), run.err());
    assertEquals("", run.out());
  }

  private static Path copy(Path source, String name) throws IOException {
    Path target = folder.resolve(name);
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(source)) {
      paths = walk.toList();
    }
    for (Path path : paths) {
      Files.copy(path, target.resolve(source.relativize(path).toString()));
    }
    return target;
  }

  private static void truncate(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
  }

  private static void flipLastByte(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 1] ^= 1;
    Files.write(file, bytes);
  }
}
