package org.softcpt.cli;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.MissingArgumentException;
import org.apache.commons.cli.MissingOptionException;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;
import org.apache.commons.cli.UnrecognizedOptionException;

/** Commons CLI with our messages: what was typed, what was expected, what was probably meant. */
final class OptionParser {

  private OptionParser() {}

  /** Parses what follows the subcommand's name. */
  static Arguments parse(Command command, List<String> words) throws UsageException {
    Options options = new Options();
    command.options().forEach(options::addOption);
    try {
      CommandLine line =
          DefaultParser.builder()
              .setAllowPartialMatching(false)
              .setStripLeadingAndTrailingQuotes(false)
              .get()
              .parse(options, words.toArray(String[]::new));
      refuseRepetition(line);
      refuseOperands(command, line);
      return new Arguments(line);
    } catch (UnrecognizedOptionException e) {
      throw new UsageException(unknown(command, e.getOption()));
    } catch (MissingOptionException e) {
      throw new UsageException("missing " + missing(e));
    } catch (MissingArgumentException e) {
      throw new UsageException(
          "--%s needs a value: %s"
              .formatted(e.getOption().getLongOpt(), e.getOption().getArgName()));
    } catch (ParseException e) {
      throw new UsageException(e.getMessage());
    }
  }

  private static void refuseRepetition(CommandLine line) throws UsageException {
    Set<String> seen = new HashSet<>();
    for (Option option : line.getOptions()) {
      if (!seen.add(option.getLongOpt()) && !option.hasArgs()) {
        throw new UsageException("--" + option.getLongOpt() + " is given more than once");
      }
    }
  }

  private static void refuseOperands(Command command, CommandLine line) throws UsageException {
    if (command.operand().isEmpty() && !line.getArgList().isEmpty()) {
      throw new UsageException("unexpected argument '%s'".formatted(line.getArgList().get(0)));
    }
    if (command.needsOperand() && line.getArgList().isEmpty()) {
      throw new UsageException("missing argument: " + command.operand());
    }
  }

  private static String unknown(Command command, String typed) {
    String name = typed.replaceFirst("^-+", "").replaceFirst("=.*", "");
    List<String> known = command.options().stream().map(Option::getLongOpt).toList();
    Optional<String> meant = Suggestion.nearest(name, known);
    return "unknown option "
        + typed
        + meant.map(word -> "; did you mean --" + word + "?").orElse("");
  }

  private static String missing(MissingOptionException e) {
    List<?> missing = e.getMissingOptions();
    return missing.stream()
        .map(option -> "--" + (option instanceof Option o ? o.getLongOpt() : option))
        .collect(Collectors.joining(", "));
  }
}
