package org.softcpt.cli;

/** The command line itself is wrong. The message is one line; the exit code is 2. */
final class UsageException extends Exception {

  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }
}
