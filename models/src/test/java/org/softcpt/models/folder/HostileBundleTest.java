package org.softcpt.models.folder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.softcpt.models.io.InvalidInputException;

/** Bundles made by somebody who wants files that are not the bundle's. */
class HostileBundleTest {

  @TempDir Path folder;

  private Path bundle;
  private Path secret;

  @BeforeEach
  void makeABundleThatShares() throws IOException {
    Path whole = Files.createDirectories(folder.resolve("whole"));
    Manifests.bundle(whole).write(whole);
    bundle = folder.resolve("deploy/plants");
    new BundleCopy(whole).withSharedEncoder(folder.resolve("deploy/encoder"), bundle);
    secret = Files.writeString(folder.resolve("secret"), "content of heads.safetensors");
  }

  @ParameterizedTest // as they stand in JSON
  @ValueSource(
      strings = {
        "../heads.safetensors",
        "/etc/passwd",
        "a/../../heads.safetensors",
        "..",
        ".",
        "",
        "./heads.safetensors",
        "a//b",
        "a/b/c",
        "a\\\\b",
        "C:heads.safetensors",
        "heads.safetensors\\u0000",
        "heads.safetensors\\n",
        ".hidden",
        "\\u202egpj.exe",
        "~root"
      })
  void refusesFileNamesThatAreNotPlain(String name) throws IOException {
    replace("\"heads.safetensors\" :", "\"%s\" : ".formatted(name));
    assertRefused("is not plain");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "encoder",
        "../../encoder",
        "../encoder/../../encoder",
        "../..",
        "..",
        "../",
        "../encoder/",
        "..//encoder",
        "../.ssh",
        "/etc",
        "//server/share",
        "\\\\\\\\server\\\\share",
        "C:/encoder",
        "../C:encoder",
        "../a\\\\b",
        "../encoder\\u0000",
        "file:../encoder",
        ""
      })
  void refusesEncodersThatAreNotBesideTheBundle(String path) throws IOException {
    replace("\"../encoder\"", "\"%s\"".formatted(path));
    assertRefused("'shared_encoder': expected a folder beside the bundle");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"folder\" : \"../encoder\", | | expected a folder beside the bundle",
        "\"image_encoder.onnx\" | \"other.onnx\" | 'files' does not list 'image_encoder.onnx'",
        "\"../encoder\" | \"../other\" | ../other/image.safetensors: no such file",
        "\"image_encoder_sha256\" : \" | \"image_encoder_sha256\" : \"0 | expected",
      })
  void refusesAReferenceThatDoesNotHold(String part, String replacement, String message)
      throws IOException {
    replace(part, replacement == null ? "" : replacement);
    InvalidInputException refused =
        assertThrows(
            InvalidInputException.class, () -> BundleFiles.open(bundle).file("image.safetensors"));
    assertTrue(
        refused.getMessage().replace(folder + "/deploy", "..").contains(message),
        refused.getMessage());
  }

  @Test // which of the two would be read?
  void refusesAFileThatIsListedTwice() throws IOException {
    String digest = BundleManifest.read(bundle).files().of("heads.safetensors");
    String name = "\"image.safetensors\" : ";
    replace(name, "\"heads.safetensors\" : \"%s\", %s".formatted(digest, name));
    assertRefused("'heads.safetensors' is listed both in 'files' and in 'shared_encoder'");
  }

  @Test
  void refusesAnEncoderThatWasExchanged() throws IOException {
    Files.writeString(folder.resolve("deploy/encoder/image.safetensors"), "another");
    BundleFiles files = BundleFiles.open(bundle);
    InvalidInputException refused =
        assertThrows(InvalidInputException.class, () -> files.file("image.safetensors"));
    assertTrue(refused.getMessage().contains("expected SHA-256"), refused.getMessage());
  }

  @Test // even where the content is right: otherwise the error tells the digest of any file
  void refusesLinksThatLeadOutOfTheBundle() throws IOException {
    Files.delete(bundle.resolve("heads.safetensors"));
    Files.createSymbolicLink(bundle.resolve("heads.safetensors"), secret);
    assertRefused("is a link to " + secret.toRealPath());
  }

  @Test
  void refusesAManifestThatIsALinkOutOfTheBundle() throws IOException {
    Path elsewhere = folder.resolve("bundle.json");
    Files.move(bundle.resolve("bundle.json"), elsewhere);
    Files.createSymbolicLink(bundle.resolve("bundle.json"), elsewhere);
    assertRefused("bundle.json: is a link to");
  }

  @Test
  void refusesLinksThatLeadTheEncoderElsewhere() throws IOException {
    Path encoder = folder.resolve("deploy/encoder");
    Files.move(encoder, folder.resolve("encoder"));
    Files.createSymbolicLink(encoder, folder.resolve("encoder"));
    assertRefused("is a link to");
  }

  @Test // as Kubernetes mounts volumes: every file is a link into a folder beside it
  void followsLinksThatStayInTheBundle() throws IOException {
    Path data = Files.createDirectory(bundle.resolve("..2026_11_24"));
    for (String name : new String[] {"bundle.json", "heads.safetensors"}) {
      Files.move(bundle.resolve(name), data.resolve(name));
      Files.createSymbolicLink(bundle.resolve(name), Path.of("..2026_11_24", name));
    }
    BundleFiles files = BundleFiles.open(bundle);
    assertEquals("content of heads.safetensors", Files.readString(files.file("heads.safetensors")));
    files.file("image.safetensors");
  }

  @Test // and the encoder is looked for beside what the link leads to
  void theBundleItselfMayBeALink() throws IOException {
    Path current = Files.createDirectory(folder.resolve("links")).resolve("current");
    Files.createSymbolicLink(current, bundle);
    BundleFiles.open(current).file("image.safetensors");
  }

  private void replace(String part, String replacement) throws IOException {
    Path file = bundle.resolve("bundle.json");
    String json = Files.readString(file);
    assertTrue(json.contains(part), "the test is out of date: no " + part);
    Files.writeString(file, json.replace(part, replacement));
  }

  private void assertRefused(String message) {
    InvalidInputException refused =
        assertThrows(InvalidInputException.class, () -> BundleFiles.open(bundle));
    assertTrue(refused.getMessage().contains(message), refused.getMessage());
    assertEquals(1, refused.getMessage().lines().count(), "one line for the user");
  }
}
