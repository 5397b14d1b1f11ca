package org.softcpt.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.softcpt.models.folder.ModelManifest;
import org.softcpt.models.image.Conventions.Orientation;
import org.softcpt.models.image.Preprocessing;
import org.softcpt.models.io.Json;

/** From weights to answers, through the command line. */
class MainLineTest {

  /** The sum of a softmax in double precision, over at most a dozen classes. */
  private static final double ROUNDING = 1e-12;

  @TempDir static Path folder;

  private static MainLine line;

  @BeforeAll
  static void buildOnce() throws IOException {
    line = MainLine.build(folder);
  }

  @Test
  void everyArtefactIsRecognised() throws IOException {
    assertEquals("clip-weights", kind(line.weights()));
    assertEquals("clip-weights", kind(line.weights().resolve("model.safetensors")));
    assertEquals("safetensors", kind(line.model().resolve("image.safetensors")));
    assertEquals("model", kind(line.model()));
    assertEquals("onnx", kind(line.model().resolve("class_segment.onnx")));
    assertEquals("cache", kind(line.cache()));
    assertEquals("run", kind(line.run()));
    assertEquals("bundle", kind(line.bundle()));
  }

  @Test
  void exportedModelRemembersWhatHappensToOrientation() throws IOException {
    Path out = line.model().resolveSibling("upright-model");
    Object[] command = {
      "export", "--weights", line.weights(), "--exif-orientation", "apply", "--out", out
    };
    assertEquals(ExitCode.DONE, CommandRun.of(command).code());
    Preprocessing upright = ModelManifest.read(out).preprocessing();
    Preprocessing stored = ModelManifest.read(line.model()).preprocessing();
    assertEquals(Orientation.APPLIED, upright.conventions().orientation());
    assertEquals(stored.with(stored.conventions().with(Orientation.APPLIED)), upright);
    assertNotEquals(stored.sha256(), upright.sha256()); // so a cache of one is refused by the other
  }

  @Test
  void servesUntilItIsAskedToGo() throws Exception {
    Path log = folder.resolve("access.jsonl");
    try (ServeProcess server =
        ServeProcess.start("--bundle", line.bundle(), "--access-log", log, "--threads", 1)) {
      assertEquals(200, server.classify(line.image("colours", "red/test_3.png")));
      assertEquals(ExitCode.DONE, server.terminate());
    }
    List<String> lines = Files.readAllLines(log);
    assertEquals(1, lines.size());
    JsonNode entry = Json.mapper().readTree(lines.get(0));
    assertEquals("/v1/classify", entry.get("route").textValue());
    assertTrue(entry.get("milliseconds").has("decode"), lines.get(0));
  }

  @Test
  void aReportOfTheRunShowsItsFiguresAndWords() throws IOException {
    Path page = folder.resolve("report.html");
    CommandRun run = CommandRun.of("report", line.run(), "--out", page, "--images", line.images());
    assertEquals(ExitCode.DONE, run.code(), run.err());
    assertEquals(page + "\n", run.out());
    String html = Files.readString(page);
    for (String part : List.of("<svg", "Related tasks", "colour naming", "mean loss by epoch")) {
      assertTrue(html.contains(part), part);
    }
  }

  @Test
  void explainSaysTheSameForPeopleAndPrograms() throws IOException {
    Path page = folder.resolve("explain.html");
    CommandRun text = CommandRun.of("explain", line.run(), "--words", 2, "--out", page);
    assertEquals(ExitCode.DONE, text.code(), text.err());
    CommandRun json = CommandRun.of("explain", line.run(), "--words", 2, "--json");
    JsonNode context = Json.mapper().readTree(json.out()).get("contexts").get(0);
    assertEquals("task_context", context.get("name").asText());
    String word = context.get("vectors").get(0).get(1).get("text").asText();
    assertTrue(text.out().contains(word), text.out());
    assertTrue(Files.readString(page).contains(word));
    assertEquals(
        1, Json.mapper().readTree(json.out()).at("/relatedness/cosines/1/1").asDouble(), 1e-9);
  }

  @Test
  void inspectForPeopleSaysTheSame() {
    CommandRun run = CommandRun.of("inspect", line.cache(), line.run());
    assertEquals(ExitCode.DONE, run.code());
    assertTrue(run.out().contains(line.cache() + ": feature cache"), run.out());
    assertTrue(run.out().contains("train  15"), run.out()); // 5 classes, 3 images each
    assertTrue(run.out().contains("state               finished"), run.out());
  }

  @Test
  void evalShowsZeroShotBesideWhatWasLearned() throws IOException {
    CommandRun table = CommandRun.of("eval", "--run", line.run());
    assertEquals(ExitCode.DONE, table.code(), table.err());
    assertEquals(
        List.of("task", "colours", "tones", "mean"),
        table.out().lines().map(text -> text.split(" ")[0]).toList());
    JsonNode json =
        Json.mapper().readTree(CommandRun.of("eval", "--run", line.run(), "--json").out());
    assertEquals(6, json.path("tasks").path(0).path("images").asInt()); // 3 classes, 2 test images
  }

  @Test
  void plotTrainsOnACacheThatHasPlaces(@TempDir Path other) {
    Path local = other.resolve("local");
    Object[] caching = line.cacheCommand(local);
    Object[] withPlaces = Arrays.copyOf(caching, caching.length + 1);
    withPlaces[caching.length] = "--local";
    assertEquals(ExitCode.DONE, CommandRun.of(withPlaces).code());
    CommandRun same = CommandRun.of(caching);
    assertEquals(ExitCode.USERS, same.code(), "the folder holds features of another encoder");
    Object[] training = line.trainCommand(local, other.resolve("run"));
    Object[] plot = Arrays.copyOf(training, training.length + 2);
    plot[training.length] = "--method";
    plot[training.length + 1] = "plot";
    CommandRun run = CommandRun.of(plot);
    assertEquals(ExitCode.DONE, run.code(), run.err());
    assertTrue(run.out().contains("no bundle: plot has none"), run.out());
  }

  @Test
  void predictAnswersEveryTaskWithEveryClass() throws IOException {
    Path image = line.image("colours", "red/test_3.png");
    CommandRun run = CommandRun.of("predict", "--bundle", line.bundle(), "--json", image);
    assertEquals(ExitCode.DONE, run.code(), run.err());
    JsonNode json = onlyLine(run);
    assertEquals(image.toString(), json.path("path").asText());
    assertEquals(List.of("colours", "tones"), names(json.path("tasks")));
    assertEquals(List.of("red", "green", "blue"), names(json.path("tasks").path("colours")));
    json.path("tasks").forEach(MainLineTest::assertSumsToOne);
  }

  @Test
  void predictMayBeAskedForOneTask() throws IOException {
    Path image = line.image("tones", "dark/test_4.png");
    for (String task : List.of("tones", "tone naming")) { // its id, its name
      CommandRun run =
          CommandRun.of("predict", "--bundle", line.bundle(), "--task", task, "--json", image);
      assertEquals(List.of("tones"), names(onlyLine(run).path("tasks")));
    }
    CommandRun wrong = CommandRun.of("predict", "--bundle", line.bundle(), "--task", "tons", image);
    assertEquals(ExitCode.USERS, wrong.code());
    assertTrue(wrong.err().contains("it has colours, tones"), wrong.err());
  }

  @Test
  void theTableShowsTheLikeliestClassesFirst() {
    Path image = line.image("colours", "blue/test_3.png");
    CommandRun run = CommandRun.of("predict", "--bundle", line.bundle(), "--top", 2, image);
    List<String> lines = run.out().lines().toList();
    assertEquals(3, lines.size(), run.out()); // heading and two tasks
    String[] cells = lines.get(1).split(" {2,}");
    assertEquals(6, cells.length, lines.get(1)); // image, task, two classes with percentages
    assertTrue(Double.parseDouble(cells[3]) >= Double.parseDouble(cells[5]), lines.get(1));
  }

  @Test
  void zeroshotHasOneTaskCalledClasses() throws IOException {
    Path image = line.image("colours", "red/test_3.png");
    CommandRun run =
        CommandRun.of(
            "zeroshot", "--model", line.model(), "--classes", "red, green", "--json", image);
    assertEquals(ExitCode.DONE, run.code(), run.err());
    JsonNode tasks = onlyLine(run).path("tasks");
    assertEquals(List.of("classes"), names(tasks));
    assertEquals(List.of("red", "green"), names(tasks.path("classes")));
    assertSumsToOne(tasks.path("classes"));
  }

  @Test
  void aPromptThatIsTooLongIsRefusedOrCut() {
    Path image = line.image("colours", "red/test_3.png");
    String classes = "red," + "green ".repeat(100);
    CommandRun refused =
        CommandRun.of("zeroshot", "--model", line.model(), "--classes", classes, image);
    assertEquals(ExitCode.USERS, refused.code());
    assertTrue(refused.err().contains("expected at most"), refused.err());
    CommandRun cut =
        CommandRun.of(
            "zeroshot", "--model", line.model(), "--truncate", "--classes", classes, image);
    assertEquals(ExitCode.DONE, cut.code(), cut.err());
  }

  @Test
  void theTokenizersFlavourIsPartOfTheModel() throws IOException {
    Path other = folder.resolve("openai-flavour");
    CommandRun run =
        CommandRun.of(
            "export", "--weights", line.weights(), "--tokenizer-flavour", "openai", "--out", other);
    assertEquals(ExitCode.DONE, run.code(), run.err());
    assertEquals("openai", flavour(other));
    assertEquals("hugging-face", flavour(line.model()));
    assertNotEquals(
        ModelManifest.read(line.model()).textDigest(), ModelManifest.read(other).textDigest());
  }

  private static String flavour(Path model) throws IOException {
    return Json.read(model.resolve(ModelManifest.TOKENIZER_SETTINGS)).path("flavour").asText();
  }

  @Test
  void theSameCommandsAgainGiveTheSameBytes() throws IOException {
    Path cache = folder.resolve("cache-again");
    assertEquals(ExitCode.DONE, CommandRun.of(line.cacheCommand(cache)).code());
    Path run = folder.resolve("run-again");
    assertEquals(ExitCode.DONE, CommandRun.of(line.trainCommand(cache, run)).code());
    assertSameBytes(line.cache().resolve("cache.json"), cache.resolve("cache.json"));
    assertSameBytes(
        line.run().resolve("parameters.safetensors"), run.resolve("parameters.safetensors"));
  }

  @Test
  void aFinishedRunMayBeResumedAndAFinishedCacheBuiltAgain() {
    Object[] train = line.trainCommand(line.cache(), line.run());
    Object[] resume = Stream.concat(Arrays.stream(train), Stream.of("--resume")).toArray();
    CommandRun again = CommandRun.of(resume);
    assertEquals(ExitCode.DONE, again.code(), again.err());
    assertTrue(again.err().contains("finished already"), again.err());
    assertEquals(ExitCode.DONE, CommandRun.of(line.cacheCommand(line.cache())).code());
  }

  @Test
  void traceHoldsTheFirstSteps() throws IOException {
    Path run = folder.resolve("traced");
    Object[] train = line.trainCommand(line.cache(), run);
    Object[] traced = Stream.concat(Arrays.stream(train), Stream.of("--trace", 1)).toArray();
    assertEquals(ExitCode.DONE, CommandRun.of(traced).code());
    assertEquals("safetensors", kind(run.resolve("trace/step-0001.safetensors")));
    assertEquals(2, Files.readAllLines(run.resolve("trace/steps.csv")).size()); // heading, step
  }

  private static String kind(Path path) throws IOException {
    CommandRun run = CommandRun.of("inspect", "--json", path);
    assertEquals(ExitCode.DONE, run.code(), run.err());
    return onlyLine(run).path("kind").asText();
  }

  private static JsonNode onlyLine(CommandRun run) throws IOException {
    assertEquals(1, run.out().lines().count(), run.out());
    return Json.mapper().readTree(run.out());
  }

  private static List<String> names(JsonNode object) {
    return object.properties().stream().map(Map.Entry::getKey).toList();
  }

  private static void assertSumsToOne(JsonNode classes) {
    double sum = 0;
    for (JsonNode probability : classes) {
      sum += probability.asDouble();
    }
    assertEquals(1, sum, ROUNDING);
  }

  private static void assertSameBytes(Path expected, Path found) throws IOException {
    assertEquals(-1, Files.mismatch(expected, found), found + " differs from " + expected);
  }
}
