package org.softcpt.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Where output goes, and what reads it.
 *
 * @param out results, UTF-8
 * @param err progress, notes and errors, UTF-8
 * @param errIsTerminal whether somebody watches {@code err}: progress may then overwrite its line
 * @param columns width of that terminal in characters
 */
record Terminal(PrintStream out, PrintStream err, boolean errIsTerminal, int columns) {

  private static final int DEFAULT_COLUMNS = 80;

  /** The process's own streams; the launcher says what they are connected to. */
  static Terminal ofProcess() {
    return new Terminal(
        stream(FileDescriptor.out),
        stream(FileDescriptor.err),
        Boolean.getBoolean("softcpt.terminal.err"),
        Integer.getInteger("softcpt.terminal.columns", DEFAULT_COLUMNS));
  }

  /** Prints a remark that is neither a result nor an error. */
  void note(String text) {
    err.println("note: " + text);
  }

  // Java 17 would encode in the platform's charset, and JSON lines must be UTF-8 everywhere.
  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(
        new BufferedOutputStream(new FileOutputStream(descriptor)), true, StandardCharsets.UTF_8);
  }
}
