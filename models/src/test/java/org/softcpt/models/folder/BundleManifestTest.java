package org.softcpt.models.folder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.tensor.FloatTensor;

class BundleManifestTest {

  @TempDir Path folder;

  private BundleManifest manifest;

  @BeforeEach
  void writeABundle() throws IOException {
    manifest = Manifests.bundle(folder);
    manifest.write(folder);
  }

  @Test
  void whatIsWrittenIsRead() throws IOException {
    assertEquals(manifest, BundleManifest.read(folder));
    assertEquals(3, manifest.classCount());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"version\" : 3 | \"version\" : 5 | format 'softcpt-bundle' version 5; this program reads versions 2 to 4",
        "\"cat\" | \"dog\" | task 'pets': expected class names, all different, found [dog, dog]",
        "\"cat\" | null | 'classes' is missing or empty",
        "\"id\" : \"size\" | \"id\" : \"pets\" | different ids, found [pets, pets]",
        "\"image_encoder_sha256\" : \" | \"image_encoder_sha256\" : \"0 | 'image_encoder_sha256': expected",
        "\"heads.safetensors\" | \"../heads.safetensors\" | is not plain",
        "\"heads.safetensors\" | \"tails.safetensors\" | 'files' does not list 'heads.safetensors'",
      })
  void refusesAndNamesFileAndReason(String part, String replacement, String message)
      throws IOException {
    refuses(part, replacement, message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"version\" : 2 | \"version\" : 3 | 'meta_network': version 3 with 12 positions; this program reads versions 1 to 2",
        "\"version\" : 2 | \"version\" : 0 | 'meta_network': version 0 with 12 positions",
        "\"version\" : 2 | \"version\" : 1 | 'files' does not list 'meta_network.safetensors'",
        "\"positions\" : 12 | \"positions\" : 0 | 'meta_network': version 2 with 0 positions",
        "\"positions\" : 12 | \"graph\" : true, \"positions\" : 12 | graph",
        "meta_network.onnx | other.onnx | 'files' does not list 'meta_network.onnx'",
        "prompt_encoder.onnx | other.onnx | 'files' does not list 'prompt_encoder.onnx'",
        "merges.txt | other.txt | 'files' does not list 'tokenizer/merges.txt'",
      })
  void refusesAMetaNetworkThatIsNotWhole(String part, String replacement, String message)
      throws IOException {
    writeWithMetaNetwork();
    refuses(part, replacement, message);
  }

  private void writeWithMetaNetwork() throws IOException {
    Path model = Files.createDirectory(folder.resolve("model"));
    new BundleWriter(model, Manifests.model(model))
        .write(
            folder.resolve("bundle"),
            manifest.tasks(),
            BundleHead.cosine(FloatTensor.of(new float[] {1, 1, 1}, 3, 1)),
            Map.of(),
            Optional.of(file -> Files.writeString(file, "a graph")));
    folder = folder.resolve("bundle");
  }

  private void refuses(String part, String replacement, String message) throws IOException {
    Path file = folder.resolve("bundle.json");
    String json = Files.readString(file);
    assertTrue(json.contains(part), "the test is out of date: no " + part);
    Files.writeString(file, json.replace(part, replacement));
    InvalidInputException refused =
        assertThrows(InvalidInputException.class, () -> BundleManifest.read(folder));
    assertTrue(refused.getMessage().startsWith(file.toString()), refused.getMessage());
    assertTrue(refused.getMessage().contains(message), refused.getMessage());
  }

  @Test
  void aTaskNeedsClasses() {
    assertThrows(
        IllegalArgumentException.class, () -> new BundleManifest.Task("id", "name", List.of()));
  }
}
