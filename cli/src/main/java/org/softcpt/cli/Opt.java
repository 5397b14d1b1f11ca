package org.softcpt.cli;

import org.apache.commons.cli.Option;

/** The three kinds of option. All are long: {@code --name}. */
final class Opt {

  private Opt() {}

  /** An option that must be given, with a value. */
  static Option required(String name, String value, String description) {
    return Option.builder()
        .longOpt(name)
        .hasArg()
        .argName(value)
        .desc(description)
        .required()
        .get();
  }

  /** An option that may be given, with a value. */
  static Option value(String name, String value, String description) {
    return Option.builder().longOpt(name).hasArg().argName(value).desc(description).get();
  }

  /** An option that may be given several times, with a value each. */
  static Option values(String name, String value, String description) {
    return Option.builder().longOpt(name).hasArgs().argName(value).desc(description).get();
  }

  /** An option without a value. */
  static Option flag(String name, String description) {
    return Option.builder().longOpt(name).desc(description).get();
  }
}
