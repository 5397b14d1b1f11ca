package org.softcpt.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.softcpt.cli.demo.DemoWeights;
import org.softcpt.models.io.Json;
import org.softcpt.models.io.Sha256;

/** Weights of other layouts than the demo's, through the command line. */
class WeightFormatsTest {

  @TempDir Path folder;

  @Test // counted by PyTorch from the archive's state_dict
  void inspectDescribesOpenAisArchive() throws IOException {
    Path archive = unpack("openai-vit/model.pt");
    JsonNode facts = inspect(archive);
    assertEquals("clip-weights", facts.path("kind").asText());
    assertEquals("PyTorch script archive, OpenAI's names", facts.path("format").asText());
    assertEquals(Sha256.of(archive), facts.path("weights_sha256").asText());
    assertEquals(120_577, facts.at("/architecture/parameters/all").asLong());
    assertEquals(64_704, facts.at("/architecture/parameters/image_tower").asLong());
    assertEquals(55_872, facts.at("/architecture/parameters/text_tower").asLong()); // and the scale
    assertEquals(113_792, facts.at("/element_types/F16").asLong());
    assertEquals(6_785, facts.at("/element_types/F32").asLong());
    assertEquals("stated", facts.path("activation").asText());
    assertTrue(facts.at("/architecture/image_tower").asText().endsWith("QUICK_GELU"));
    assertEquals("none", facts.path("tokenizer").asText());
    assertFalse(facts.has("assumptions"));
  }

  @Test
  void inspectSaysWhatABareFileLeavesOpen() throws IOException {
    JsonNode facts = inspect(unpack("bare/state.pt"));
    assertEquals("not stated: export asks", facts.path("activation").asText());
    assertFalse(facts.at("/architecture/image_tower").asText().contains("GELU"));
    assertTrue(facts.at("/assumptions/0").asText().contains("heads of width 64"));
  }

  @Test
  void inspectDescribesResNets() throws IOException {
    JsonNode facts = inspect(unpack("openai-resnet/model.pt"));
    assertTrue(facts.at("/architecture/image_tower").asText().startsWith("ResNet, 32 px"));
  }

  @ParameterizedTest
  @CsvSource({
    "'', give --activation quick-gelu",
    "--activation gelu, no tokenizer beside the weights: give --tokenizer DIR",
    "--activation relu, '--activation takes gelu or quick-gelu, not ''relu'''",
    "--activation gelu --tokenizer DEMO, expected a tokenizer of 61 tokens with SOS 59 and EOT 60"
  })
  void exportAsksForWhatABareFileLeavesOpen(String options, String reason) throws IOException {
    Path file = unpack("bare/state.pt");
    DemoWeights.write(folder.resolve("demo"));
    CommandRun run = export(file, options);
    assertEquals(ExitCode.USERS, run.code(), run.err());
    assertTrue(run.err().contains(reason), run.err());
    assertFalse(Files.exists(folder.resolve("out")));
  }

  @Test
  void exportTakesABareFileWithAllThatItLeavesOpen() throws IOException {
    Path demo = folder.resolve("demo");
    DemoWeights.write(demo);
    Path bare = Files.createDirectory(folder.resolve("alone")).resolve("demo.bin");
    Files.copy(demo.resolve("model.safetensors"), bare); // its name does not say what it is
    CommandRun run = export(bare, "--activation quick-gelu --tokenizer DEMO");
    assertEquals(ExitCode.DONE, run.code(), run.err());
    assertTrue(run.err().contains("attention heads of width 64"), run.err());
    assertTrue(run.out().contains("demo, 64 px, image 4x128"), run.out());
    CommandRun twice = export(demo, "--tokenizer DEMO --force");
    assertTrue(twice.err().contains("has a tokenizer beside it"), twice.err());
    CommandRun other = export(demo, "--activation gelu --force");
    assertTrue(other.err().contains("the model's own files say QUICK_GELU"), other.err());
  }

  private CommandRun export(Path weights, String options) {
    String line = options.replace("DEMO", folder.resolve("demo").toString());
    String all = "export --weights %s --out %s %s".formatted(weights, folder.resolve("out"), line);
    return CommandRun.of((Object[]) all.trim().split(" +"));
  }

  private static JsonNode inspect(Path path) throws IOException {
    CommandRun run = CommandRun.of("inspect", "--json", path);
    assertEquals(ExitCode.DONE, run.code(), run.err());
    return Json.mapper().readTree(run.out());
  }

  private Path unpack(String name) throws IOException {
    Path target = folder.resolve(Path.of(name).getFileName().toString());
    String resource = "/golden/weights/" + name + ".gz";
    try (InputStream in =
        new GZIPInputStream(
            Objects.requireNonNull(WeightFormatsTest.class.getResourceAsStream(resource)))) {
      Files.copy(in, target);
    }
    return target;
  }
}
