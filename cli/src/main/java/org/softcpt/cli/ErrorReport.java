package org.softcpt.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.softcpt.models.io.InvalidInputException;

/** Turns a failure into one line for the user and an exit code. */
final class ErrorReport {

  private ErrorReport() {}

  /** Prints the line, and for failures of ours says where the stack trace is. */
  static int print(Terminal terminal, String prefix, Throwable failure) {
    if (failure instanceof UncheckedIOException wrapped) { // from where no IOException may go
      return print(terminal, prefix, wrapped.getCause());
    }
    if (failure instanceof UsageException) {
      String help = prefix.replaceFirst("softcpt", "softcpt help");
      terminal.err().println(prefix + ": " + failure.getMessage() + " (see " + help + ")");
      return ExitCode.USERS;
    }
    if (isUsersMistake(failure)) {
      terminal.err().println(prefix + ": " + userMessage(failure));
      return ExitCode.USERS;
    }
    terminal.err().println(prefix + ": " + ourMessage(failure));
    terminal.err().println(whereTheTraceIs(failure));
    return ExitCode.OURS;
  }

  /** Whether the user can put it right. */
  static boolean isUsersMistake(Throwable failure) {
    return failure instanceof InvalidInputException || failure instanceof FileSystemException;
  }

  /** One line about something the user gave. */
  static String userMessage(Throwable failure) {
    if (failure instanceof FileSystemException e) {
      String target = e.getOtherFile() == null ? "" : " to " + e.getOtherFile(); // of a copy
      return e.getFile() + target + ": " + reason(e);
    }
    return oneLine(String.valueOf(failure.getMessage()));
  }

  private static String reason(FileSystemException e) {
    if (e instanceof NoSuchFileException) {
      return "no such file or folder";
    } else if (e instanceof AccessDeniedException) {
      return "permission denied";
    } else if (e instanceof NotDirectoryException) {
      return "not a folder";
    } else if (e instanceof FileAlreadyExistsException) {
      return "exists already";
    }
    return e.getReason() == null ? e.getClass().getSimpleName() : oneLine(e.getReason());
  }

  private static String ourMessage(Throwable failure) {
    if (failure instanceof OutOfMemoryError) {
      return "out of memory (%s); give Java more, e.g. SOFTCPT_JAVA_OPTS=-Xmx8g"
          .formatted(failure.getMessage());
    }
    String message = failure.getMessage() == null ? "" : ": " + oneLine(failure.getMessage());
    return "internal error: " + failure.getClass().getSimpleName() + message;
  }

  private static String whereTheTraceIs(Throwable failure) {
    try {
      Path file = Files.createTempFile("softcpt-error-", ".log");
      try (PrintWriter writer = new PrintWriter(file.toFile(), StandardCharsets.UTF_8)) {
        failure.printStackTrace(writer);
      }
      return "the stack trace is in " + file;
    } catch (IOException e) {
      return "the stack trace could not be written: " + e.getMessage();
    }
  }

  private static String oneLine(String message) {
    return message.strip().replaceAll("\\s*\\R\\s*", " | ");
  }
}
