package org.softcpt.models.folder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.softcpt.models.config.ClipConfig;
import org.softcpt.models.config.ModifiedResNet;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.io.Sha256;

class ModelManifestTest {

  @TempDir Path folder;

  private ModelManifest manifest;

  @BeforeEach
  void writeAFolder() throws IOException {
    manifest = Manifests.model(folder);
    manifest.write(folder);
  }

  @Test
  void whatIsWrittenIsRead() throws IOException {
    assertEquals(manifest, ModelManifest.read(folder));
  }

  @Test
  void aResidualTowerIsReadAsOne() throws IOException {
    ModelManifest residual =
        new ModelManifest(
            manifest.exporter(),
            manifest.name(),
            manifest.precision(),
            manifest.weightsSha256(),
            new ClipConfig(
                6,
                new ModifiedResNet(64, 8, List.of(1, 2, 3, 1), 4),
                manifest.architecture().text()),
            manifest.preprocessing(),
            manifest.logitScale(),
            manifest.files());
    residual.write(folder);
    assertEquals(residual, ModelManifest.read(folder));
  }

  @Test
  void theFirstKeysSayWhatItIs() throws IOException {
    String json = Files.readString(folder.resolve("model.json")).replaceAll("\\s", "");
    assertTrue(json.startsWith("{\"format\":\"softcpt-model\",\"version\":3,\"exporter\":"), json);
  }

  @Test // the definition in docs/design/main-line.md, spelled out
  void encoderDigestIsThatOfTheTwoDigests() {
    String graph = Sha256.of("content of image_encoder.onnx");
    String weights = Sha256.of("content of image.safetensors");
    assertEquals(Sha256.of(graph + "+" + weights), manifest.imageEncoderDigest());
  }

  @Test
  void textDigestDependsOnTheTokenizerAndNotOnTheImageSide() {
    assertNotEquals(manifest.textDigest(), changed("tokenizer/merges.txt").textDigest());
    assertNotEquals(manifest.textDigest(), changed("tokenizer/settings.json").textDigest());
    assertEquals(manifest.textDigest(), changed("image.safetensors").textDigest());
    assertNotEquals(
        manifest.imageEncoderDigest(), changed("image.safetensors").imageEncoderDigest());
  }

  @Test
  void verifiesAWholeFolder() throws IOException {
    manifest.verify(folder);
  }

  @Test
  void namesTheFileThatWasChanged() throws IOException {
    Files.writeString(folder.resolve("text.safetensors"), "other");
    InvalidInputException refused =
        assertThrows(InvalidInputException.class, () -> manifest.verify(folder));
    assertTrue(refused.getMessage().contains("text.safetensors: expected SHA-256"));
    assertTrue(refused.getMessage().contains("found " + Sha256.of("other")));
  }

  @Test
  void namesTheFileThatIsMissing() throws IOException {
    Files.delete(folder.resolve("tokenizer/vocab.json"));
    InvalidInputException refused =
        assertThrows(InvalidInputException.class, () -> manifest.verify(folder));
    assertEquals(folder.resolve("tokenizer/vocab.json") + ": no such file", refused.getMessage());
  }

  @ParameterizedTest // what is replaced, by what, what the message says
  @CsvSource(
      delimiter = '|',
      value = {
        "\"version\" : 3 | \"version\" : 4 | format 'softcpt-model' version 4; this program reads version 3",
        "\"version\" : 3 | \"version\" : \"2\" | version \"2\"; this program reads version 3",
        "softcpt-model | softcpt-cache | expected format 'softcpt-model', found 'softcpt-cache'",
        "\"exporter\" | \"author\" | 'exporter' is missing or empty",
        "\"name\" : | \"colour\" : 1, \"name\" : | colour",
        "\"precision\" : \"fp32\" | \"precision\" : \"\" | 'precision: expected one of fp32, fp16, int8, found '''''",
        "\"logit_scale\" : 4.6 | \"logit_scale\" : 100.0 | 'logit_scale': expected a number within",
        "\"image.safetensors\" | \"../image.safetensors\" | file name '../image.safetensors' is not plain",
        "\"image.safetensors\" | \"/etc/passwd\" | is not plain",
        "\"image.safetensors\" | \"picture.safetensors\" | 'files' does not list 'image.safetensors'",
        "\"files\" : { | \"files\" : [ | model.json: not valid JSON",
      })
  void refusesAndNamesFileAndReason(String part, String replacement, String message)
      throws IOException {
    Path file = folder.resolve("model.json");
    String json = Files.readString(file);
    assertTrue(json.contains(part), "the test is out of date: no " + part);
    Files.writeString(file, json.replace(part, replacement));
    InvalidInputException refused =
        assertThrows(InvalidInputException.class, () -> ModelManifest.read(folder));
    assertTrue(refused.getMessage().startsWith(file.toString()), refused.getMessage());
    assertTrue(refused.getMessage().contains(message), refused.getMessage());
    assertEquals(1, refused.getMessage().lines().count(), "one line for the user");
  }

  @ParameterizedTest
  @CsvSource({"[]", "3", "null", "{}", "\"softcpt-model\""})
  void refusesJsonThatIsNoManifest(String json) throws IOException {
    Files.writeString(folder.resolve("model.json"), json);
    InvalidInputException refused =
        assertThrows(InvalidInputException.class, () -> ModelManifest.read(folder));
    assertTrue(refused.getMessage().contains("expected format 'softcpt-model', found ''"));
  }

  private ModelManifest changed(String name) {
    Map<String, String> digests = new TreeMap<>(manifest.files().sha256());
    digests.put(name, Sha256.of("other"));
    return Manifests.model(new FileDigests(digests));
  }
}
