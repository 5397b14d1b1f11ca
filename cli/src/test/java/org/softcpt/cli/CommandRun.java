package org.softcpt.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One run of {@code softcpt} inside the test's JVM.
 *
 * @param code exit code
 * @param out what it printed to its standard output
 * @param err what it printed to its standard error
 */
record CommandRun(int code, String out, String err) {

  /** Runs softcpt with the arguments' text forms. */
  static CommandRun of(Object... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal = new Terminal(stream(out), stream(err), false, 80);
    String[] words = List.of(arguments).stream().map(Object::toString).toArray(String[]::new);
    int code = new Softcpt(terminal).run(words);
    return new CommandRun(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
