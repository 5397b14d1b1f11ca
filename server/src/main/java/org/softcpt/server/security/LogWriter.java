package org.softcpt.server.security;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writes lines on a thread of its own, so that no request waits for a disk or a pipe. If lines come
 * faster than they can be written, some are dropped, and a line says how many.
 */
public final class LogWriter implements AutoCloseable {

  private static final int WAITING = 1 << 13; // lines
  private static final long CLOSING_MILLIS = 1000;
  private static final String END = new String("end"); // told from lines by identity

  private final BlockingQueue<String> lines = new ArrayBlockingQueue<>(WAITING);
  private final AtomicLong dropped = new AtomicLong();
  private final BufferedWriter writer;
  private final Thread thread;

  /**
   * Starts writing.
   *
   * @param stream where to; flushed whenever there is nothing to write, never closed
   */
  public LogWriter(OutputStream stream) {
    this.writer = new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8));
    this.thread = new Thread(this::run, "access-log");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Appends to a file.
   *
   * @param file made if it is missing
   * @return the writer
   * @throws IOException if the file cannot be opened
   */
  public static LogWriter to(Path file) throws IOException {
    return new LogWriter(
        Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
  }

  /**
   * Adds a line.
   *
   * @param line without its end
   */
  public void write(String line) {
    if (!lines.offer(line)) {
      dropped.incrementAndGet();
    }
  }

  private void run() {
    try {
      for (String line = lines.take(); line != END; line = lines.take()) {
        writeOrDrop(line);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A full disk costs lines, not requests; when there is room again, writing goes on. */
  private void writeOrDrop(String line) {
    try {
      writer.write(line + "\n");
      writeDropped();
      if (lines.isEmpty()) {
        writer.flush();
      }
    } catch (IOException e) {
      dropped.incrementAndGet();
    }
  }

  private void writeDropped() throws IOException {
    long count = dropped.getAndSet(0);
    if (count > 0) {
      writer.write("{\"dropped\":" + count + "}\n");
    }
  }

  /** Writes what waits, for two seconds at most. */
  @Override
  public void close() {
    try {
      if (lines.offer(END, CLOSING_MILLIS, TimeUnit.MILLISECONDS)) {
        thread.join(CLOSING_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
