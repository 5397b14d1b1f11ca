package org.softcpt.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Real photographs, which lie in a folder {@code shared} beside the checkout, or nowhere. */
final class Photographs {

  private Photographs() {}

  /** The first photograph of each class of the plants; without the folder the test is skipped. */
  static List<Path> plants() throws IOException {
    Path folder = Path.of(System.getProperty("softcpt.shared", "shared"), "data", "plants");
    assumeTrue(Files.isDirectory(folder), () -> "no photographs in " + folder);
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(Files::isDirectory).sorted().flatMap(Photographs::first).toList();
    }
  }

  private static Stream<Path> first(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).sorted().limit(1).toList().stream();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
