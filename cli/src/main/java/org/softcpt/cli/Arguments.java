package org.softcpt.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;

/** A parsed command line with typed access; a value that does not fit is a usage error. */
final class Arguments {

  private final CommandLine line;

  Arguments(CommandLine line) {
    this.line = line;
  }

  /** Whether an option was given. */
  boolean has(String option) {
    return line.hasOption(option);
  }

  /** An option's value as text. */
  Optional<String> text(String option) {
    return Optional.ofNullable(line.getOptionValue(option));
  }

  /** The values of an option that may be given several times. */
  List<String> texts(String option) {
    String[] values = line.getOptionValues(option);
    return values == null ? List.of() : List.of(values);
  }

  /** An option's value as text, or the default. */
  String text(String option, String defaultValue) {
    return text(option).orElse(defaultValue);
  }

  /** The value of an option that {@link Command#options()} marks as required. */
  Path path(String option) throws UsageException {
    return optionalPath(option)
        .orElseThrow(() -> new UsageException("option --" + option + " is missing"));
  }

  /** An option's value as a path. */
  Optional<Path> optionalPath(String option) throws UsageException {
    String value = line.getOptionValue(option);
    return value == null ? Optional.empty() : Optional.of(toPath("--" + option, value));
  }

  /** An option's value as a whole number. */
  int integer(String option, int defaultValue, int least, int most) throws UsageException {
    return (int) number(option, defaultValue, least, most);
  }

  /** An option's value as a whole number of 64 bits. */
  long number(String option, long defaultValue, long least, long most) throws UsageException {
    String value = line.getOptionValue(option);
    if (value == null) {
      return defaultValue;
    }
    try {
      long number = Long.parseLong(value);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw notWithin(option, value, least, most);
    }
    throw notWithin(option, value, least, most);
  }

  /** The arguments without a dash. */
  List<String> operands() {
    return line.getArgList();
  }

  /** The arguments without a dash, as paths. */
  List<Path> operandPaths() throws UsageException {
    List<Path> paths = new ArrayList<>();
    for (String operand : operands()) {
      paths.add(toPath("argument", operand));
    }
    return List.copyOf(paths);
  }

  private static UsageException notWithin(String option, String value, long least, long most) {
    String range =
        most == Long.MAX_VALUE || most == Integer.MAX_VALUE
            ? "of at least " + least
            : String.format(Locale.ROOT, "from %d to %d", least, most);
    return new UsageException(
        "--%s takes a whole number %s, not '%s'".formatted(option, range, value));
  }

  private static Path toPath(String what, String value) throws UsageException {
    if (value.isEmpty()) {
      throw new UsageException(what + " is an empty path");
    }
    try {
      return Path.of(value);
    } catch (InvalidPathException e) {
      throw new UsageException("%s is not a path: '%s'".formatted(what, value));
    }
  }
}
