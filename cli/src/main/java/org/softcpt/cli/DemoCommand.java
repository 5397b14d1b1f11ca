package org.softcpt.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.cli.Option;
import org.softcpt.models.folder.AtomicFolder;
import org.softcpt.models.io.Json;

/** {@code softcpt demo}: the whole line on drawn pictures, with the embedded CLIP. */
final class DemoCommand implements Command {

  private static final String MARK = "demo.json";
  private static final String DEFAULT_OUT = "demo-out";

  @Override
  public String name() {
    return "demo";
  }

  @Override
  public String summary() {
    return "shows the whole line on drawn pictures with a small embedded CLIP, in two minutes";
  }

  @Override
  public List<String> forms() {
    return List.of("[--out DIR] [--force]");
  }

  @Override
  public List<Option> options() {
    return DeviceOptions.with(
        Opt.value("out", "DIR", "where to work; default " + DEFAULT_OUT),
        Opt.flag("force", "replace an earlier demo there"));
  }

  @Override
  public int run(Arguments arguments, Terminal terminal) throws Exception {
    Instant start = Instant.now();
    Path out = arguments.optionalPath("out").orElse(Path.of(DEFAULT_OUT));
    begin(out, arguments.has("force"));
    DemoTour tour = new DemoTour(out, deviceWords(arguments), terminal);
    tour.run();
    long seconds = Duration.between(start, Instant.now()).toSeconds();
    terminal.out().printf("%nAll of this took %d seconds.%n", seconds);
    terminal.out().print(tour.whatNext());
    return ExitCode.DONE;
  }

  private static void begin(Path out, boolean force) throws IOException {
    OutputFolder.requireReplaceable(out, MARK, force);
    AtomicFolder.delete(out);
    Files.createDirectories(out);
    Json.write(out.resolve(MARK), Map.of("made_by", Version.line()));
  }

  private static List<String> deviceWords(Arguments arguments) {
    return Stream.of("device", "threads")
        .filter(arguments::has)
        .flatMap(name -> Stream.of("--" + name, arguments.text(name, "")))
        .toList();
  }
}
