package org.softcpt.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.softcpt.models.folder.AtomicFolder;
import org.softcpt.models.io.InvalidInputException;

class OutputFolderTest {

  private static final String MANIFEST = "model.json";

  @TempDir Path folder;

  @Test
  void appearsWholeAndAlone() throws Exception {
    Path target = folder.resolve("deep/model");
    write(target, false, "new");
    assertEquals("new", Files.readString(target.resolve(MANIFEST)));
    assertEquals(Set.of("model"), names(folder.resolve("deep")));
  }

  @Test
  void anEmptyFolderMayBeFilled() throws Exception {
    Path target = Files.createDirectory(folder.resolve("model"));
    write(target, false, "new");
    assertEquals("new", Files.readString(target.resolve(MANIFEST)));
  }

  @Test
  void isReplacedOnlyWithForce() throws Exception {
    Path target = folder.resolve("model");
    write(target, false, "old");
    assertThrows(InvalidInputException.class, () -> write(target, false, "new"));
    assertEquals("old", Files.readString(target.resolve(MANIFEST)));
    write(target, true, "new");
    assertEquals("new", Files.readString(target.resolve(MANIFEST)));
    assertEquals(Set.of("model"), names(folder));
  }

  @Test
  void aFolderOfAnotherKindIsNeverReplaced() throws IOException {
    Path target = Files.createDirectory(folder.resolve("photos"));
    Files.writeString(target.resolve("a.jpg"), "precious");
    assertThrows(InvalidInputException.class, () -> write(target, true, "new"));
    assertEquals(Set.of("a.jpg"), names(target));
  }

  @Test
  void aFailureLeavesTheOldFolderAndNothingElse() throws Exception {
    Path target = folder.resolve("model");
    write(target, false, "old");
    assertThrows(
        IOException.class,
        () ->
            OutputFolder.write(
                target,
                MANIFEST,
                true,
                temporary -> {
                  Files.writeString(temporary.resolve("half"), "half");
                  throw new IOException("disk full");
                }));
    assertEquals("old", Files.readString(target.resolve(MANIFEST)));
    assertEquals(Set.of("model"), names(folder));
  }

  @Test
  void deletingDoesNotFollowLinks() throws IOException {
    Path outside = Files.createDirectory(folder.resolve("outside"));
    Files.writeString(outside.resolve("a"), "precious");
    Path inside = Files.createDirectory(folder.resolve("inside"));
    Files.createSymbolicLink(inside.resolve("link"), outside);
    AtomicFolder.delete(inside);
    assertFalse(Files.exists(inside));
    assertEquals(Set.of("a"), names(outside));
  }

  private static void write(Path target, boolean force, String text) throws Exception {
    OutputFolder.write(
        target, MANIFEST, force, temporary -> Files.writeString(temporary.resolve(MANIFEST), text));
  }

  private static Set<String> names(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.map(entry -> entry.getFileName().toString()).collect(Collectors.toSet());
    }
  }
}
