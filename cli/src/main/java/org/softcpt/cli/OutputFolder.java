package org.softcpt.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.softcpt.models.io.InvalidInputException;

/** Writes a folder whole or not at all: under a temporary name beside it, then renamed. */
final class OutputFolder {

  private OutputFolder() {}

  /** Fills the temporary folder. */
  @FunctionalInterface
  interface Content {
    void writeTo(Path temporary) throws Exception;
  }

  /**
   * Makes or replaces a folder.
   *
   * @param target where it shall be
   * @param manifest the file that tells the kind of folder: only such a folder is ever replaced
   * @param force whether a folder that is there may be replaced
   * @param content fills the new folder
   * @throws InvalidInputException if something else is there, or force is missing
   * @throws Exception what the content throws; the target is then as it was
   */
  static void write(Path target, String manifest, boolean force, Content content) throws Exception {
    requireReplaceable(target, manifest, force);
    Path absolute = target.toAbsolutePath().normalize();
    Files.createDirectories(absolute.getParent());
    String suffix = "-" + ProcessHandle.current().pid();
    Path temporary = absolute.resolveSibling("." + absolute.getFileName() + ".tmp" + suffix);
    try {
      delete(temporary);
      Files.createDirectory(temporary);
      content.writeTo(temporary);
      swap(
          temporary,
          absolute,
          absolute.resolveSibling("." + absolute.getFileName() + ".old" + suffix));
    } finally {
      delete(temporary);
    }
  }

  /**
   * Checks before any work starts that a folder may be written.
   *
   * @throws InvalidInputException if it holds something that would be lost
   */
  static void requireReplaceable(Path target, String manifest, boolean force) throws IOException {
    if (!Files.exists(target)) {
      return;
    }
    if (!Files.isDirectory(target)) {
      throw new InvalidInputException(target + ": is a file; a folder is to be written there");
    }
    if (isEmpty(target)) {
      return;
    }
    if (!Files.exists(target.resolve(manifest))) {
      throw new InvalidInputException(
          "%s: is not empty and holds no %s; nothing there is replaced"
              .formatted(target, manifest));
    }
    if (!force) {
      throw new InvalidInputException(target + ": exists already; --force replaces it");
    }
  }

  /** Deletes a folder and what is in it, if it exists; symbolic links are not followed. */
  static void delete(Path folder) throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> paths = Files.walk(folder)) {
      deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
    } catch (NoSuchFileException e) {
      return; // nothing to delete
    }
    for (Path path : deepestFirst) {
      Files.delete(path);
    }
  }

  private static void swap(Path temporary, Path target, Path old) throws IOException {
    if (!Files.exists(target)) {
      Files.move(temporary, target);
      return;
    }
    Files.move(target, old); // a folder cannot be renamed over one that is not empty
    Files.move(temporary, target);
    delete(old);
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.findAny().isEmpty();
    }
  }
}
