package org.softcpt.trainer.training;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.softcpt.models.io.InvalidInputException;

/**
 * A table that grows by a row per step. A resumed run first cuts it back to the checkpoint's step,
 * so that it ends as if the run had never stopped.
 */
final class CsvLog implements AutoCloseable {

  private final FileChannel channel;

  private CsvLog(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Opens the table.
   *
   * @param file made if there are no rows to keep
   * @param header the first line
   * @param rows how many of its rows to keep
   * @throws InvalidInputException if the file has fewer whole rows
   */
  static CsvLog open(Path file, String header, int rows) throws IOException {
    long length = rows == 0 ? 0 : lengthOf(file, rows);
    Files.createDirectories(file.toAbsolutePath().getParent());
    CsvLog log =
        new CsvLog(FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE));
    log.channel.truncate(length).position(length);
    if (rows == 0) {
      log.append(header);
    }
    return log;
  }

  void append(String row) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap((row + "\n").getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** Forces the rows to disk; a checkpoint that counts on them comes after. */
  void sync() throws IOException {
    channel.force(true);
  }

  @Override
  public void close() throws IOException {
    sync();
    channel.close();
  }

  private static long lengthOf(Path file, int rows) throws IOException {
    byte[] bytes = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
    int lines = 0;
    for (int i = 0; i < bytes.length; i++) {
      lines += bytes[i] == '\n' ? 1 : 0;
      if (lines == rows + 1) { // the header is a line too
        return i + 1;
      }
    }
    throw new InvalidInputException(
        "%s: the checkpoint is at step %d, found %d rows"
            .formatted(file, rows, Math.max(0, lines - 1)));
  }
}
