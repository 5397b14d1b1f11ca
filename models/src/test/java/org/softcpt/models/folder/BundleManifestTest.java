package org.softcpt.models.folder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.softcpt.models.io.InvalidInputException;

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
