package org.softcpt.cli;

import java.util.List;
import org.apache.commons.cli.Option;

/** One subcommand: {@code softcpt NAME …}. */
interface Command {

  /** The word after {@code softcpt}. */
  String name();

  /** What it does, in one line, for the list of commands. */
  String summary();

  /** Its arguments as a user types them, one form a line, without {@code softcpt NAME}. */
  List<String> forms();

  /** Its options. */
  List<Option> options();

  /** What its arguments without a dash are, e.g. {@code IMAGE}; empty if it takes none. */
  default String operand() {
    return "";
  }

  /** Whether at least one such argument must be given. */
  default boolean needsOperand() {
    return !operand().isEmpty();
  }

  /**
   * Does the work.
   *
   * @return the exit code
   * @throws Exception if it fails; {@link ErrorReport} says what becomes of it
   */
  int run(Arguments arguments, Terminal terminal) throws Exception;
}
