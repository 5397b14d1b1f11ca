package org.softcpt.models.io;

import java.io.IOException;

/**
 * Something the user gave is wrong: a file, a folder, a value. The message is one line that names
 * the thing, what was expected and what was found; the command line prints it and exits with code
 * 2.
 */
public final class InvalidInputException extends IOException {

  private static final long serialVersionUID = 1L;

  /**
   * Makes the exception.
   *
   * @param message one line for the user
   */
  public InvalidInputException(String message) {
    super(message);
  }

  /**
   * Makes the exception with what led to it.
   *
   * @param message one line for the user
   * @param cause for us, not shown to the user
   */
  public InvalidInputException(String message, Throwable cause) {
    super(message, cause);
  }
}
