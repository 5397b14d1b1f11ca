package org.softcpt.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.softcpt.models.folder.AtomicFolder;
import org.softcpt.models.io.InvalidInputException;

/** Folders that a command writes: never over something else, and whole or not at all. */
final class OutputFolder {

  private OutputFolder() {}

  /**
   * Makes or replaces a folder.
   *
   * @param target where it shall be
   * @param manifest the file that tells the kind of folder: only such a folder is ever replaced
   * @param force whether a folder that is there may be replaced
   * @param content fills the new folder
   * @throws InvalidInputException if something else is there, or force is missing
   * @throws IOException what the content throws; the target is then as it was
   */
  static void write(Path target, String manifest, boolean force, AtomicFolder.Content content)
      throws IOException {
    requireReplaceable(target, manifest, force);
    AtomicFolder.write(target, content);
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

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.findAny().isEmpty();
    }
  }
}
