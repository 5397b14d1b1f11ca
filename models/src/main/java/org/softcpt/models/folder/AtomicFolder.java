package org.softcpt.models.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Makes folders whole or not at all: filled under another name beside the target, then renamed. */
public final class AtomicFolder {

  private AtomicFolder() {}

  /** Fills the folder. */
  @FunctionalInterface
  public interface Content {

    /**
     * Writes the folder's files.
     *
     * @param temporary an empty folder
     * @throws IOException if writing fails; the target is then left as it was
     */
    void writeTo(Path temporary) throws IOException;
  }

  /**
   * Makes or replaces a folder; if the content fails, what was there stays.
   *
   * @param target where it shall be; what lies there is deleted
   * @param content fills the new folder
   * @throws IOException if writing or renaming fails
   */
  public static void write(Path target, Content content) throws IOException {
    Path absolute = target.toAbsolutePath().normalize();
    Files.createDirectories(absolute.getParent());
    Path temporary = sibling(absolute, ".tmp-");
    try {
      delete(temporary);
      Files.createDirectory(temporary);
      content.writeTo(temporary);
      swap(temporary, absolute);
    } finally {
      delete(temporary);
    }
  }

  private static void swap(Path temporary, Path target) throws IOException {
    if (!Files.exists(target)) {
      Files.move(temporary, target);
      return;
    }
    Path old = sibling(target, ".old-"); // a folder cannot be renamed over one that is not empty
    Files.move(target, old);
    Files.move(temporary, target);
    delete(old);
  }

  private static Path sibling(Path target, String kind) {
    return target.resolveSibling("." + target.getFileName() + kind + ProcessHandle.current().pid());
  }

  /**
   * Deletes a folder and what is in it; symbolic links are not followed.
   *
   * @param folder may be missing
   * @throws IOException if something cannot be deleted
   */
  public static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> deepestFirst;
    try (Stream<Path> paths = Files.walk(folder)) {
      deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : deepestFirst) {
      Files.delete(path);
    }
  }
}
