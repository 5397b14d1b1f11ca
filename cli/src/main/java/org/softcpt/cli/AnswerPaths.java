package org.softcpt.cli;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.softcpt.models.io.InvalidInputException;

/**
 * The files that a file of answers is made with.
 *
 * @param target the finished file
 */
record AnswerPaths(Path target) {

  /** What the target is called before it is finished. */
  Path partial() {
    return beside(".partial");
  }

  /** How far that is. */
  Path partialState() {
    return beside(".partial.json");
  }

  /** What the finished file answers. */
  Path state() {
    return beside(".json");
  }

  private Path beside(String ending) {
    return target.resolveSibling(target.getFileName() + ending);
  }

  /**
   * What the finished file answers, if there is one.
   *
   * @throws InvalidInputException if something else is there
   */
  Optional<AnswerState> finished() throws IOException {
    if (!Files.exists(target)) {
      return Optional.empty();
    }
    if (Files.exists(partialState()) && !Files.exists(partial())) { // killed while renaming
      move(partialState(), state());
    }
    if (!Files.exists(state())) {
      throw new InvalidInputException(target + ": exists already; --force replaces it");
    }
    return Optional.of(AnswerState.read(state()));
  }

  /**
   * Opens the partial file, made if it is missing, for this process alone.
   *
   * @throws InvalidInputException if another process has it
   */
  FileChannel claim() throws IOException {
    Files.createDirectories(target.toAbsolutePath().getParent());
    FileChannel channel =
        FileChannel.open(partial(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    // Without the second question, one that was finished and renamed meanwhile would be cut.
    if (lock(channel) == null || !Files.exists(partial())) {
      channel.close();
      throw new InvalidInputException(partial() + ": another process is writing it");
    }
    return channel;
  }

  /** Gives the partial file and its state the names of finished ones. */
  void finish() throws IOException {
    move(partial(), target);
    move(partialState(), state());
  }

  private static void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) { // held by another thread of this process
      return null;
    }
  }
}
