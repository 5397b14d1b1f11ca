package org.softcpt.models.io;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Writes files whole or not at all: temporary name, {@code fsync}, rename. */
public final class AtomicFile {

  private AtomicFile() {}

  /** Fills the temporary file. */
  @FunctionalInterface
  public interface Content {

    /**
     * Writes the content.
     *
     * @param temporary the file to write; does not exist yet
     * @throws IOException if writing fails; the target is then left as it was
     */
    void writeTo(Path temporary) throws IOException;
  }

  /**
   * Replaces a file in one step. Readers see the old content or the new one, never a mixture, also
   * after a crash.
   *
   * @param target the file to make or replace; its folder is made if missing
   * @param content writes the new content
   * @throws IOException if writing or renaming fails; the temporary file is removed. Where the
   *     system says why but not where, as of a full disk, a {@link FileSystemException} names the
   *     target
   */
  public static void write(Path target, Content content) throws IOException {
    Path folder = target.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    Path temporary = folder.resolve("." + target.getFileName() + ".tmp-" + writer());
    try {
      Files.deleteIfExists(temporary);
      content.writeTo(temporary);
      sync(temporary, StandardOpenOption.WRITE);
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw e.getClass() == IOException.class ? named(target, e) : e;
    } finally {
      Files.deleteIfExists(temporary);
    }
    syncFolder(folder);
  }

  private static FileSystemException named(Path target, IOException failure) {
    FileSystemException named =
        new FileSystemException(target.toString(), null, failure.getMessage());
    named.initCause(failure);
    return named;
  }

  /**
   * Replaces a file by UTF-8 text in one step.
   *
   * @param target the file to make or replace
   * @param text its new content
   * @throws IOException if writing or renaming fails
   */
  public static void writeText(Path target, String text) throws IOException {
    write(target, temporary -> Files.write(temporary, text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Processes and threads that write the same file at once each have their own temporary one. */
  private static String writer() {
    return ProcessHandle.current().pid() + "-" + Thread.currentThread().getId();
  }

  private static void sync(Path path, StandardOpenOption mode) throws IOException {
    try (FileChannel channel = FileChannel.open(path, mode)) {
      channel.force(true);
    }
  }

  private static void syncFolder(Path folder) throws IOException {
    if (!System.getProperty("os.name").startsWith("Windows")) { // Windows cannot open a folder
      sync(folder, StandardOpenOption.READ);
    }
  }
}
