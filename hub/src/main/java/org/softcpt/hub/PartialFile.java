package org.softcpt.hub;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.softcpt.models.io.AtomicFile;

/**
 * A download under way: the bytes that came so far, and the entity tag they came under. Both are
 * named after the content's digest, so whatever is found there belongs to the same content.
 */
final class PartialFile {

  private final Path target;
  private final Path part;
  private final Path tag;

  /**
   * Names the files; makes none.
   *
   * @param target where the whole file shall be
   */
  PartialFile(Path target) {
    this.target = target;
    part = target.resolveSibling(target.getFileName() + ".part");
    tag = target.resolveSibling(target.getFileName() + ".etag");
  }

  Path path() {
    return part;
  }

  long size() throws IOException {
    return Files.exists(part) ? Files.size(part) : 0;
  }

  Optional<String> tag() throws IOException {
    return Files.exists(tag) ? Optional.of(Files.readString(tag)) : Optional.empty();
  }

  /** Begins anew under another tag. */
  FileChannel restart(Optional<String> newTag) throws IOException {
    delete();
    Files.createDirectories(part.toAbsolutePath().getParent());
    if (newTag.isPresent()) {
      AtomicFile.write(
          tag, temporary -> Files.write(temporary, newTag.get().getBytes(StandardCharsets.UTF_8)));
    }
    return FileChannel.open(
        part,
        StandardOpenOption.CREATE,
        StandardOpenOption.WRITE,
        StandardOpenOption.TRUNCATE_EXISTING);
  }

  /** Goes on where the bytes end. */
  FileChannel append() throws IOException {
    return FileChannel.open(part, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
  }

  /** Writes all bytes; a full disk is the file's failure, not the network's. */
  void write(FileChannel channel, byte[] bytes, int count) throws FileSystemException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, count);
    try {
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
    } catch (IOException e) {
      throw new FileSystemException(part.toString(), null, e.getMessage());
    }
  }

  /** Gives the file its name, once it is whole and checked. */
  void finish() throws IOException {
    try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    Files.deleteIfExists(tag);
  }

  void delete() throws IOException {
    Files.deleteIfExists(part);
    Files.deleteIfExists(tag);
  }
}
