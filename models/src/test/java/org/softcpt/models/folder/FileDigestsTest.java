package org.softcpt.models.folder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.io.Sha256;

class FileDigestsTest {

  private static final String DIGEST = Sha256.of("content");

  @TempDir Path folder;

  @Test
  void whatWasDigestedVerifies() throws IOException {
    Files.writeString(folder.resolve("a.onnx"), "content");
    FileDigests files = FileDigests.of(folder, List.of("a.onnx"));
    assertEquals(DIGEST, files.of("a.onnx"));
    files.verify(folder);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "../a",
        "/a",
        "a/../b",
        "a/b/c",
        "a\\b",
        "C:a",
        ".hidden",
        "a/.hidden",
        "a b",
        "a\n",
        "a/",
        "~a",
        "a\u0000"
      })
  void refusesNamesThatAreNotPlain(String name) {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> new FileDigests(Map.of(name, DIGEST)));
    assertTrue(refused.getMessage().contains("is not plain"), refused.getMessage());
    assertThrows(IllegalArgumentException.class, () -> FileDigests.of(folder, List.of(name)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "abc", "ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789"})
  void refusesWhatIsNoDigest(String digest) {
    assertThrows(IllegalArgumentException.class, () -> new FileDigests(Map.of("a.onnx", digest)));
  }

  @Test
  void aFileThatIsNotListedCannotBeAskedFor() {
    FileDigests files = new FileDigests(Map.of("a.onnx", DIGEST));
    assertThrows(IllegalArgumentException.class, () -> files.verify(folder, "b.onnx"));
  }

  @Test
  void aFolderHandsOutOnlyWhatIsUnchanged() throws IOException {
    Files.writeString(folder.resolve("a.onnx"), "content");
    Files.writeString(folder.resolve("b.onnx"), "changed");
    VerifiedFolder verified =
        new VerifiedFolder(folder, new FileDigests(Map.of("a.onnx", DIGEST, "b.onnx", DIGEST)));
    assertEquals(folder.resolve("a.onnx"), verified.file("a.onnx"));
    assertThrows(InvalidInputException.class, () -> verified.file("b.onnx"));
  }

  @Test // the price of digesting shared weights once: see VerifiedFolder
  void aFolderChecksEachFileOnce() throws IOException {
    Files.writeString(folder.resolve("a.onnx"), "content");
    VerifiedFolder verified = new VerifiedFolder(folder, new FileDigests(Map.of("a.onnx", DIGEST)));
    verified.file("a.onnx");
    Files.writeString(folder.resolve("a.onnx"), "changed");
    assertEquals(folder.resolve("a.onnx"), verified.file("a.onnx"));
  }
}
