package org.softcpt.models.folder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.softcpt.models.io.InvalidInputException;

class BundleCopyTest {

  @TempDir Path folder;

  private Path bundle;
  private Path encoder;
  private Path target;

  @BeforeEach
  void makeABundle() throws IOException {
    bundle = Files.createDirectory(folder.resolve("bundle"));
    Manifests.bundle(bundle).write(bundle);
    encoder = folder.resolve("deploy/my encoder");
    target = folder.resolve("deploy/plants");
  }

  @Test
  void aSharingBundleHoldsItsHeadsOnly() throws IOException {
    new BundleCopy(bundle).withSharedEncoder(encoder, target);
    assertEquals(Set.of("bundle.json", "heads.safetensors"), names(target));
    assertEquals(Set.of("image_encoder.onnx", "image.safetensors"), names(encoder));
    BundleManifest manifest = BundleManifest.read(target);
    assertEquals("../my encoder", manifest.sharedEncoder().folder());
    BundleFiles files = BundleFiles.open(target);
    for (String name : Set.of("heads.safetensors", "image_encoder.onnx", "image.safetensors")) {
      assertEquals("content of " + name, Files.readString(files.file(name)));
    }
  }

  @Test // the other way round, from the sharing one, gives the first one again
  void aWholeCopyIsTheFirstBundle() throws IOException {
    new BundleCopy(bundle).withSharedEncoder(encoder, target);
    Path whole = folder.resolve("elsewhere/whole");
    new BundleCopy(target).whole(whole);
    assertEquals(BundleManifest.read(bundle), BundleManifest.read(whole));
    assertEquals(names(bundle), names(whole));
    assertNull(BundleManifest.read(whole).sharedEncoder());
    BundleManifest.read(whole).verify(whole);
  }

  @Test // programs that know no shared encoders read it
  void onlyASharingBundleIsOfVersionFour() throws IOException {
    new BundleCopy(bundle).withSharedEncoder(encoder, target);
    assertTrue(Files.readString(target.resolve("bundle.json")).contains("\"version\" : 4"));
    assertTrue(Files.readString(bundle.resolve("bundle.json")).contains("\"version\" : 3"));
  }

  @Test
  void anExportedModelServesAsEncoder() throws IOException {
    Path model = Files.createDirectories(folder.resolve("deploy/models/tiny"));
    Manifests.model(model).write(model);
    new BundleCopy(bundle).withSharedEncoder(model, target);
    assertEquals("../models/tiny", BundleManifest.read(target).sharedEncoder().folder());
    BundleFiles.open(target).file("image_encoder.onnx");
  }

  @Test
  void aBundleMayReplaceItself() throws IOException {
    new BundleCopy(bundle).withSharedEncoder(folder.resolve("encoder"), bundle);
    assertEquals(Set.of("bundle.json", "heads.safetensors"), names(bundle));
    new BundleCopy(bundle).whole(bundle);
    BundleManifest.read(bundle).verify(bundle);
  }

  @Test
  void refusesAnotherEncoder() throws IOException {
    Files.createDirectories(encoder);
    Files.writeString(encoder.resolve("image_encoder.onnx"), "another");
    Files.writeString(encoder.resolve("image.safetensors"), "content of image.safetensors");
    assertRefused(
        encoder + ": not the encoder of " + bundle,
        () -> new BundleCopy(bundle).withSharedEncoder(encoder, target));
    assertFalse(Files.exists(target));
  }

  @Test
  void refusesAnEncoderThatIsNotBesideTheTarget() {
    for (Path wrong : Set.of(folder.resolve("encoder"), target, target.resolve("encoder"))) {
      assertRefused(
          wrong + ": expected the shared encoder beside the bundle",
          () -> new BundleCopy(bundle).withSharedEncoder(wrong, target));
    }
    assertFalse(Files.exists(target));
  }

  @Test
  void refusesADamagedBundle() throws IOException {
    Files.writeString(bundle.resolve("image.safetensors"), "damaged");
    assertRefused(
        "image.safetensors: expected SHA-256", () -> new BundleCopy(bundle).whole(target));
    assertRefused(
        "image.safetensors: expected SHA-256",
        () -> new BundleCopy(bundle).withSharedEncoder(encoder, target));
    assertFalse(Files.exists(target));
    assertFalse(Files.exists(encoder));
  }

  private static void assertRefused(String message, Executable copy) {
    InvalidInputException refused = assertThrows(InvalidInputException.class, copy);
    assertTrue(refused.getMessage().contains(message), refused.getMessage());
  }

  private static Set<String> names(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.map(entry -> entry.getFileName().toString()).collect(Collectors.toSet());
    }
  }
}
