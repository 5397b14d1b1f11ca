package org.softcpt.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.softcpt.models.io.InvalidInputException;

class ErrorReportTest {

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Terminal terminal =
      new Terminal(System.out, new PrintStream(err, true, StandardCharsets.UTF_8), false, 80);

  @Test
  void usersMistakesAreOneLineAndCode2() {
    assertEquals(ExitCode.USERS, report(new InvalidInputException("a.json: not JSON")));
    assertEquals("softcpt x: a.json: not JSON\n", text());
  }

  @Test
  void fileSystemExceptionsSayWhatIsWrongWithTheFile() {
    assertEquals(ExitCode.USERS, report(new NoSuchFileException("weights")));
    assertEquals(ExitCode.USERS, report(new AccessDeniedException("secret")));
    assertEquals(
        "softcpt x: weights: no such file or folder\nsoftcpt x: secret: permission denied\n",
        text());
  }

  @Test // a full disk is not the original's fault
  void aCopyThatFailsNamesBothFiles() {
    report(new FileSystemException("original", "copy", "No space left on device"));
    assertEquals("softcpt x: original to copy: No space left on device\n", text());
  }

  @Test
  void aMessageOfSeveralLinesBecomesOne() {
    report(new FileSystemException("file", null, "first\n  second\r\nthird"));
    assertEquals("softcpt x: file: first | second | third\n", text());
  }

  @Test
  void usageErrorsPointToTheHelp() {
    assertEquals(ExitCode.USERS, report(new UsageException("missing --out")));
    assertEquals("softcpt x: missing --out (see softcpt help x)\n", text());
  }

  @Test
  void failuresOfOursAreCode1AndKeepTheirStackTraceInAFile() throws IOException {
    assertEquals(ExitCode.OURS, report(new IllegalStateException("impossible")));
    String[] lines = text().split("\n");
    assertEquals("softcpt x: internal error: IllegalStateException: impossible", lines[0]);
    Path file = Path.of(lines[1].replace("the stack trace is in ", ""));
    assertTrue(Files.readString(file).contains("ErrorReportTest"));
    Files.delete(file);
  }

  private int report(Throwable failure) {
    return ErrorReport.print(terminal, "softcpt x", failure);
  }

  private String text() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
