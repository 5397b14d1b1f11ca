package org.softcpt.cli;

/** What the process tells its caller. */
final class ExitCode {

  /** Everything asked for was done. */
  static final int DONE = 0;

  /** Our fault: a bug, or a machine that failed. */
  static final int OURS = 1;

  /** The user's mistake: an option, a value, a file. */
  static final int USERS = 2;

  private ExitCode() {}
}
