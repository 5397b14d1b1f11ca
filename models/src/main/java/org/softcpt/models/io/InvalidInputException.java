package org.softcpt.models.io;

import java.io.IOException;

/**
 * Something the user gave is wrong: a file, a folder, a value. The message is one line that names
 * the thing, what was expected and what was found; the command line prints it and exits with code
 * 2.
 */
public final class InvalidInputException extends IOException {

  private static final long serialVersionUID = 1L;

  /** Long enough for any honest message; a hostile file may quote megabytes. */
  private static final int LONGEST = 2000;

  /**
   * Makes the exception.
   *
   * @param message one line for the user; control characters, which a file may bring in, become
   *     spaces, and what exceeds 2000 characters is cut
   */
  public InvalidInputException(String message) {
    super(oneLine(message));
  }

  /**
   * Makes the exception with what led to it.
   *
   * @param message one line for the user, as above
   * @param cause for us, not shown to the user
   */
  public InvalidInputException(String message, Throwable cause) {
    super(oneLine(message), cause);
  }

  private static String oneLine(String message) {
    String line = message.replaceAll("\\p{Cntrl}+", " ");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }
}
