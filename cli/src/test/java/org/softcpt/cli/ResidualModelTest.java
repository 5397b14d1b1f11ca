package org.softcpt.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.softcpt.cli.demo.DemoWeights;
import org.softcpt.models.config.Activation;
import org.softcpt.models.config.ClipConfig;
import org.softcpt.models.config.ModifiedResNet;
import org.softcpt.models.config.Precision;
import org.softcpt.models.config.TextConfig;
import org.softcpt.models.io.Json;
import org.softcpt.models.tokenizer.ClipTokenizer;
import org.softcpt.models.weights.RandomClip;
import org.softcpt.onnx.export.ClipExporter;

/** A CLIP whose image tower is a residual network, from the manifest to an answer. */
class ResidualModelTest {

  @TempDir private static Path folder;
  private static Path model;

  @BeforeAll
  static void export() throws IOException {
    DemoWeights.write(folder.resolve("demo"));
    ClipTokenizer words = ClipTokenizer.open(folder.resolve("demo"));
    TextConfig text =
        new TextConfig(
            words.size(), 40, 32, 2, 2, 64, Activation.QUICK_GELU, 1e-5, words.bos(), words.eos());
    ClipConfig config = new ClipConfig(16, new ModifiedResNet(64, 8, List.of(1, 1, 2, 1), 4), text);
    model = Files.createDirectory(folder.resolve("model"));
    ClipExporter.export(RandomClip.weights(config, 1, "small"), words, Precision.FP32, model);
  }

  @Test
  void inspectionNamesTowerAndParameters() throws IOException {
    CommandRun run = CommandRun.of("inspect", "--json", model);
    assertEquals(ExitCode.DONE, run.code(), run.err());
    JsonNode architecture = Json.mapper().readTree(run.out()).path("architecture");
    assertEquals(
        "ResNet, 64 px, stages of [1, 1, 2, 1] blocks, stem of width 8, attention pooling of 4 heads",
        architecture.path("image_tower").asText());
    JsonNode parameters = architecture.path("parameters");
    assertEquals(
        parameters.path("all").asLong(),
        1 + parameters.path("image_tower").asLong() + parameters.path("text_tower").asLong());
  }

  @Test
  void bytesAreNotMultipliedInAResNet() {
    Path out = folder.resolve("bytes");
    CommandRun run =
        CommandRun.of("export", "--random", "rn50", "--precision", "int8", "--out", out);
    assertEquals(ExitCode.USERS, run.code(), run.err());
    assertTrue(run.err().contains("int8 is for vision transformers"), run.err());
    assertFalse(Files.exists(out));
  }

  @Test
  void zeroshotAnswers() throws IOException {
    Path picture = folder.resolve("picture.png");
    ImageIO.write(new BufferedImage(70, 90, BufferedImage.TYPE_INT_RGB), "png", picture.toFile());
    CommandRun run =
        CommandRun.of("zeroshot", "--model", model, "--classes", "red,green", "--json", picture);
    assertEquals(ExitCode.DONE, run.code(), run.err());
    JsonNode classes = Json.mapper().readTree(run.out()).path("tasks").path("classes");
    double red = classes.path("red").asDouble();
    assertTrue(red > 0 && red < 1, run.out());
    assertEquals(1, red + classes.path("green").asDouble(), 1e-6, "two roundings to float");
  }
}
