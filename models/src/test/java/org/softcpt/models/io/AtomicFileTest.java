package org.softcpt.models.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {

  @TempDir Path folder;

  @Test
  void makesFoldersAndReplacesContent() throws IOException {
    Path file = folder.resolve("a/b/file.txt");
    AtomicFile.writeText(file, "old");
    AtomicFile.writeText(file, "new ü");
    assertEquals("new ü", Files.readString(file));
    assertEquals(List.of(file), files(file.getParent()));
  }

  @Test
  void aFailureKeepsTheOldContentAndLeavesNothingBehind() throws IOException {
    Path file = folder.resolve("file.txt");
    AtomicFile.writeText(file, "old");
    assertThrows(
        IOException.class,
        () ->
            AtomicFile.write(
                file,
                temporary -> {
                  Files.writeString(temporary, "half");
                  throw new IOException("disk full");
                }));
    assertEquals("old", Files.readString(file));
    assertEquals(List.of(file), files(folder));
  }

  @Test // the system's own words for it have no file in them
  void aFullDiskIsReportedWithTheFile() {
    Path file = folder.resolve("file.txt");
    FileSystemException failure =
        assertThrows(
            FileSystemException.class,
            () ->
                AtomicFile.write(
                    file,
                    temporary -> {
                      throw new IOException("No space left on device");
                    }));
    assertEquals(file.toString(), failure.getFile());
    assertEquals("No space left on device", failure.getReason());
  }

  @Test
  void theTargetIsUntouchedUntilAllIsWritten() throws IOException {
    Path file = folder.resolve("file.txt");
    AtomicFile.write(
        file,
        temporary -> {
          Files.writeString(temporary, "x");
          assertFalse(Files.exists(file));
        });
    assertEquals("x", Files.readString(file));
  }

  @Test
  void threadsThatWriteTheSameFileDoNotMix() throws IOException {
    Path file = folder.resolve("file.txt");
    IntStream.range(0, 40)
        .parallel()
        .forEach(i -> write(file, String.valueOf(i % 10).repeat(5000)));
    String content = Files.readString(file);
    assertEquals(content.substring(0, 1).repeat(5000), content);
    assertEquals(List.of(file), files(folder));
  }

  private static void write(Path file, String text) {
    try {
      AtomicFile.writeText(file, text);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
