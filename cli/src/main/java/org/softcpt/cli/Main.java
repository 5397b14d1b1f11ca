package org.softcpt.cli;

/** The process: arguments in, exit code out. The only place that ends the JVM. */
public final class Main {

  private Main() {}

  /**
   * Runs the command line.
   *
   * @param arguments subcommand and its arguments
   */
  public static void main(String[] arguments) {
    int code = new Softcpt(Terminal.ofProcess()).run(arguments);
    System.exit(code); // native libraries may have left threads running
  }
}
