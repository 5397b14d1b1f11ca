package org.softcpt.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.softcpt.models.folder.ModelManifest;
import org.softcpt.models.folder.QualityReport;
import org.softcpt.models.io.Json;

/** {@code export --precision}, and what the later stages make of it. */
class PrecisionTest {

  @TempDir static Path folder;

  private static MainLine line;

  @BeforeAll
  static void buildOnce() throws IOException {
    line = MainLine.build(folder);
  }

  private static CommandRun export(String precision, Path out, Object... more) {
    Object[] words = {
      "export", "--weights", line.weights(), "--precision", precision, "--out", out
    };
    return CommandRun.of(Stream.concat(Arrays.stream(words), Arrays.stream(more)).toArray());
  }

  @Test
  void eightBitsGoThroughTheWholeLine() throws IOException {
    Path model = folder.resolve("int8");
    CommandRun exported = export("int8", model);
    assertEquals(ExitCode.DONE, exported.code(), exported.err());
    assertEquals("", exported.err()); // no warning
    assertTrue(exported.out().contains("cosine to fp32 on 32 images (drawn pictures)"));
    Path cache = folder.resolve("int8-cache");
    Path run = folder.resolve("int8-run");
    done("cache", "--model", model, "--tasks", line.tasks(), "--out", cache);
    done("train", "--model", model, "--cache", cache, "--out", run, "--epochs", 1, "--shots", 3);
    Path image = line.image("colours", "red/test_3.png");
    CommandRun answer =
        CommandRun.of("predict", "--bundle", run.resolve("bundle"), "--json", image);
    assertEquals(ExitCode.DONE, answer.code(), answer.err());
    assertTrue(answer.out().contains("\"red\""), answer.out());
    CommandRun mixed = // features of one precision are not another's
        CommandRun.of(
            "train", "--model", line.model(), "--cache", cache, "--out", folder.resolve("mixed"));
    assertEquals(ExitCode.USERS, mixed.code(), mixed.err());
  }

  @Test
  void halfPrecisionHalvesTheFilesAndKeepsTheFeatures() throws IOException {
    Path model = folder.resolve("fp16");
    CommandRun exported = export("fp16", model, "--samples", line.images());
    assertEquals(ExitCode.DONE, exported.code(), exported.err());
    QualityReport quality = QualityReport.read(model);
    assertEquals(25, quality.samples()); // tasks.yaml is left out
    assertTrue(exported.err().contains("left out: "), exported.err());
    assertTrue(quality.leastCosine() > 0.9999, quality.toString()); // the bound
    assertEquals(ModelManifest.read(model).imageEncoderDigest(), quality.imageEncoderSha256());
    for (String file : new String[] {ModelManifest.IMAGE_WEIGHTS, ModelManifest.TEXT_WEIGHTS}) {
      double share =
          (double) Files.size(model.resolve(file)) / Files.size(line.model().resolve(file));
      assertTrue(share < 0.52, file + ": " + share); // vectors stay single
    }
    assertFalse(Files.exists(model.resolve("reference")));
  }

  @Test
  void inspectSaysThePrecisionOfFoldersAndGraphs() throws IOException {
    Path model = folder.resolve("inspected");
    assertEquals(ExitCode.DONE, export("int8", model).code());
    JsonNode facts = inspect(model);
    assertEquals("int8", facts.path("precision").asText());
    assertEquals("fp32", facts.path("text_precision").asText());
    assertTrue(facts.path("least_cosine_to_fp32").asDouble() > 0.999, facts.toString());
    assertEquals("int8", precision(model.resolve(ModelManifest.IMAGE_ENCODER)));
    assertEquals("fp32", precision(model.resolve(ModelManifest.CLASS_SEGMENT)));
  }

  @Test
  void wrongNamesAndSamplesAreTheUsersMistake() throws IOException {
    Path out = folder.resolve("nothing");
    refuses(export("int4", out), "--precision takes one of fp32, fp16, int8, not 'int4'");
    refuses(export("fp32", out, "--samples", line.images()), "--samples goes with");
    refuses(export("int8", out, "--samples", folder.resolve("nowhere")), "no such folder");
    Path empty = Files.createDirectory(folder.resolve("empty"));
    refuses(export("int8", out, "--samples", empty), "no image there that can be read");
    assertFalse(Files.exists(out));
  }

  private static void refuses(CommandRun run, String reason) {
    assertEquals(ExitCode.USERS, run.code(), run.err());
    assertEquals(1, run.err().lines().count(), run.err());
    assertTrue(run.err().contains(reason), run.err());
  }

  private static void done(Object... words) {
    CommandRun run = CommandRun.of(words);
    assertEquals(ExitCode.DONE, run.code(), run.err());
  }

  private static String precision(Path graph) throws IOException {
    return inspect(graph).path("metadata").path("softcpt.precision").asText();
  }

  private static JsonNode inspect(Path path) throws IOException {
    return Json.mapper().readTree(CommandRun.of("inspect", "--json", path).out());
  }
}
