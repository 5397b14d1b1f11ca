package org.softcpt.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.softcpt.models.folder.FileDigests;
import org.softcpt.models.folder.VerifiedFolder;
import org.softcpt.models.io.InvalidInputException;

/** Files that a session must not be opened from. */
class GraphSessionFilesTest {

  @TempDir Path folder;

  @Test
  void refusesWeightsThatChangedAfterTheExport() throws IOException {
    VerifiedFolder encoder = Graphs.encoderFolder(folder);
    Path weights = folder.resolve("image.safetensors");
    byte[] bytes = Files.readAllBytes(weights);
    bytes[20] ^= 1;
    Files.write(weights, bytes);
    assertInvalid(
        () -> GraphSession.open(encoder, "image_encoder.onnx", Graphs.CPU),
        "image.safetensors: expected SHA-256");
  }

  @Test
  void refusesExternalDataOutsideAFolderWithAManifest() throws IOException {
    Graphs.encoderFolder(folder);
    assertInvalid(
        () -> GraphSession.open(folder.resolve("image_encoder.onnx"), Graphs.CPU),
        "refers to the file 'image.safetensors'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"initializer", "attribute", "subgraph", "function"})
  void refusesAGraphThatNamesAForeignFile(String where) throws IOException {
    String file = "hostile_" + where + ".onnx";
    Path graph = Graphs.copy(file, folder.resolve(file));
    VerifiedFolder listed = new VerifiedFolder(folder, FileDigests.of(folder, List.of(file)));
    String complaint = "refers to the file '../../etc/passwd'";
    assertInvalid(() -> GraphSession.open(graph, Graphs.CPU), complaint);
    assertInvalid(() -> GraphSession.open(listed, file, Graphs.CPU), complaint);
    assertInvalid(() -> GraphSession.open(Graphs.bytes(file), Graphs.CPU), complaint);
  }

  @Test
  void refusesAMissingFile() {
    assertInvalid(
        () -> GraphSession.open(folder.resolve("absent.onnx"), Graphs.CPU), "no such file");
  }

  @ParameterizedTest // each seed is another garbage file
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void refusesGarbage(long seed) throws IOException {
    byte[] garbage = new byte[4096];
    new Random(seed).nextBytes(garbage);
    Path graph = Files.write(folder.resolve("garbage.onnx"), garbage);
    assertInvalid(() -> GraphSession.open(graph, Graphs.CPU), "garbage.onnx: ");
  }

  @Test // every way to cut the file must end in one of the two refusals, never in a crash
  void refusesTruncatedGraphs() {
    byte[] whole = Graphs.bytes("image_encoder.onnx");
    int graphEnd = whole.length - 80; // then come two metadata entries, which nothing needs
    for (int length = 0; length < graphEnd; length += 37) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThrows(
          InvalidInputException.class,
          () -> GraphSession.open(part, Graphs.CPU).close(),
          "length " + length);
    }
  }

  @Test
  void refusesOnnxRuntimesOwnFormat() {
    byte[] disguised = new byte[64];
    System.arraycopy("ORTM".getBytes(StandardCharsets.US_ASCII), 0, disguised, 4, 4);
    assertInvalid(() -> GraphSession.open(disguised, Graphs.CPU), "not an ONNX model");
  }

  private static void assertInvalid(Executable executable, String message) {
    InvalidInputException refused = assertThrows(InvalidInputException.class, executable);
    assertTrue(refused.getMessage().contains(message), refused.getMessage());
    assertEquals(1, refused.getMessage().lines().count(), "one line for the user");
  }
}
