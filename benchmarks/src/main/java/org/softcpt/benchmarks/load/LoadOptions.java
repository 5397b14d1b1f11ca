package org.softcpt.benchmarks.load;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;
import org.softcpt.models.io.InvalidInputException;

/**
 * What a load test is asked to do.
 *
 * @param server its address
 * @param bundle what it serves: answers are compared with the library's
 * @param images folder of image files
 * @param rates requests a second, one stage after another; copied
 * @param seconds of each stage
 * @param warmUp seconds at the first rate that do not count
 * @param timeout for one answer
 * @param tolerance how far a right probability may be off
 * @param reload bundle to load again during the test
 * @param versions take turns in the served folder, one before each reload
 * @param reloadEvery requests from one reload to the next
 * @param process whose resident memory is watched
 * @param seed draws the images
 * @param out file for the result as JSON
 */
record LoadOptions(
    URI server,
    Path bundle,
    Path images,
    List<Double> rates,
    double seconds,
    double warmUp,
    Duration timeout,
    double tolerance,
    Optional<String> reload,
    Optional<Versions> versions,
    long reloadEvery,
    OptionalLong process,
    long seed,
    Optional<Path> out) {

  LoadOptions {
    rates = List.copyOf(rates);
    if (rates.stream().anyMatch(rate -> !(rate > 0)) || !(seconds > 0) || reloadEvery < 1) {
      throw new IllegalArgumentException("rates, seconds and reload-every must be above 0");
    }
  }

  private static final Options OPTIONS =
      new Options()
          .addOption(
              needed(
                  "server",
                  "URL",
                  "e.g. http://localhost:8080, or http://localhost:8080?bundle=NAME"))
          .addOption(needed("bundle", "DIR", "the bundle it serves"))
          .addOption(needed("images", "DIR", "folder of images, answers of which differ"))
          .addOption(needed("rate", "N,...", "requests a second, one stage after another"))
          .addOption(option("seconds", "N", "of each stage; default 20"))
          .addOption(option("warm-up", "N", "seconds that do not count; default 5"))
          .addOption(option("timeout", "N", "seconds for one answer; default 30"))
          .addOption(option("tolerance", "N", "of a probability; default 0.0001"))
          .addOption(option("reload", "NAME", "bundle to load again during the test"))
          .addOption(
              option("versions", "SERVED,DIR,...", "versions that take turns in a served folder"))
          .addOption(option("reload-every", "N", "requests from reload to reload; default 2000"))
          .addOption(option("pid", "N", "process whose resident memory is watched"))
          .addOption(option("seed", "N", "draws the images; default 1"))
          .addOption(option("out", "FILE", "the result as JSON"));

  private static Option needed(String name, String argument, String description) {
    Option option = option(name, argument, description);
    option.setRequired(true);
    return option;
  }

  private static Option option(String name, String argument, String description) {
    return Option.builder().longOpt(name).hasArg().argName(argument).desc(description).get();
  }

  /**
   * Reads a command line.
   *
   * @throws InvalidInputException if an option is missing, unknown or no number
   */
  static LoadOptions parse(String... arguments) throws InvalidInputException {
    try {
      return read(new DefaultParser().parse(OPTIONS, arguments));
    } catch (ParseException | IllegalArgumentException e) {
      throw new InvalidInputException("load test: " + e.getMessage() + "\noptions:\n" + help(), e);
    }
  }

  private static String help() {
    return OPTIONS.getOptions().stream()
        .map(
            o ->
                "  --%-21s %s".formatted(o.getLongOpt() + " " + o.getArgName(), o.getDescription()))
        .collect(Collectors.joining("\n"));
  }

  private static LoadOptions read(CommandLine line) {
    return new LoadOptions(
        URI.create(line.getOptionValue("server")),
        Path.of(line.getOptionValue("bundle")),
        Path.of(line.getOptionValue("images")),
        Arrays.stream(line.getOptionValue("rate").split(",")).map(Double::valueOf).toList(),
        number(line, "seconds", 20),
        number(line, "warm-up", 5),
        Duration.ofMillis(Math.round(1000 * number(line, "timeout", 30))),
        number(line, "tolerance", 1e-4),
        Optional.ofNullable(line.getOptionValue("reload")),
        Optional.ofNullable(line.getOptionValue("versions")).map(LoadOptions::versions),
        Long.parseLong(line.getOptionValue("reload-every", "2000")),
        line.hasOption("pid")
            ? OptionalLong.of(Long.parseLong(line.getOptionValue("pid")))
            : OptionalLong.empty(),
        Long.parseLong(line.getOptionValue("seed", "1")),
        Optional.ofNullable(line.getOptionValue("out")).map(Path::of));
  }

  private static Versions versions(String text) {
    List<Path> folders = Arrays.stream(text.split(",")).map(Path::of).toList();
    if (folders.size() < 3) {
      throw new IllegalArgumentException(
          "versions: expected the served folder and two versions or more, found " + text);
    }
    return new Versions(folders.get(0), folders.subList(1, folders.size()));
  }

  private static double number(CommandLine line, String name, double otherwise) {
    return line.hasOption(name) ? Double.parseDouble(line.getOptionValue(name)) : otherwise;
  }
}
