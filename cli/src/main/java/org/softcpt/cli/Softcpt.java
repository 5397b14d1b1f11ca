package org.softcpt.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The {@code softcpt} command as a function from arguments to an exit code. */
final class Softcpt {

  private static final List<Command> COMMANDS =
      List.of(
          new DemoCommand(),
          new ModelsCommand(),
          new PullCommand(System.getenv()),
          new ExportCommand(),
          new ZeroshotCommand(),
          new CheckCommand(),
          new CacheCommand(),
          new MethodsCommand(),
          new TrainCommand(),
          new EvalCommand(),
          new ExperimentCommand(),
          new ReportCommand(),
          new ExplainCommand(),
          new PredictCommand(),
          new BundleCommand(),
          new ServeCommand(),
          new InspectCommand());

  private final Terminal terminal;

  Softcpt(Terminal terminal) {
    this.terminal = terminal;
  }

  /** All subcommands, in the order in which a new user needs them. */
  static List<Command> commands() {
    return COMMANDS;
  }

  /** Runs one command line; never throws. */
  int run(String... words) {
    List<String> rest = List.of(words);
    if (rest.isEmpty()) {
      terminal.err().print(Help.overview(COMMANDS));
      return ExitCode.USERS;
    }
    String prefix = "softcpt";
    try {
      Optional<Integer> answered = answerQuestion(rest);
      if (answered.isPresent()) {
        return answered.get();
      }
      Command command = find(rest.get(0));
      prefix = "softcpt " + command.name();
      return run(command, rest.subList(1, rest.size()));
    } catch (Throwable failure) { // the last line of defence: an Error, too, gets a line and a code
      return ErrorReport.print(terminal, prefix, failure);
    } finally {
      terminal.out().flush();
      terminal.err().flush();
    }
  }

  private int run(Command command, List<String> words) throws Exception {
    if (words.contains("--help") || words.contains("-h")) {
      terminal.out().print(Help.of(command));
      return ExitCode.DONE;
    }
    return command.run(OptionParser.parse(command, words), terminal);
  }

  private Optional<Integer> answerQuestion(List<String> words) throws UsageException {
    switch (words.get(0)) {
      case "--version", "-V", "version" -> terminal.out().println(Version.line());
      case "--help", "-h" -> terminal.out().print(Help.overview(COMMANDS));
      case "help" ->
          terminal
              .out()
              .print(words.size() == 1 ? Help.overview(COMMANDS) : Help.of(find(words.get(1))));
      default -> {
        return Optional.empty();
      }
    }
    return Optional.of(ExitCode.DONE);
  }

  private static Command find(String name) throws UsageException {
    Map<String, Command> byName = new TreeMap<>();
    COMMANDS.forEach(command -> byName.put(command.name(), command));
    Command command = byName.get(name);
    if (command != null) {
      return command;
    }
    String what = name.startsWith("-") ? "unknown option " : "unknown command ";
    throw new UsageException(
        what
            + name
            + Suggestion.nearest(name, byName.keySet())
                .map(word -> "; did you mean " + word + "?")
                .orElse("; the commands are " + String.join(", ", byName.keySet())));
  }
}
