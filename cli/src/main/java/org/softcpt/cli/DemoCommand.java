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
import org.softcpt.cli.demo.DemoTasks;
import org.softcpt.cli.demo.DemoWeights;
import org.softcpt.models.folder.AtomicFolder;
import org.softcpt.models.io.Json;

/**
 * {@code softcpt demo}: the whole line on drawn pictures, with the embedded CLIP. It runs the other
 * commands as a user would type them, and prints them.
 */
final class DemoCommand implements Command {

  private static final String MARK = "demo.json";
  private static final String DEFAULT_OUT = "demo-out";

  /** Few epochs, so a rate ten times the published one, which is meant for CLIP itself. */
  private static final String SETTINGS = "epochs: 10\nlearning_rate: 0.02\n";

  /** Which pictures are drawn. */
  private static final long SEED = 1;

  private static final List<Command> STAGES =
      List.of(
          new ExportCommand(),
          new CacheCommand(),
          new TrainCommand(),
          new EvalCommand(),
          new PredictCommand());

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
    return List.of(
        Opt.value("out", "DIR", "where to work; default " + DEFAULT_OUT),
        Opt.flag("force", "replace an earlier demo there"));
  }

  @Override
  public int run(Arguments arguments, Terminal terminal) throws Exception {
    Instant start = Instant.now();
    Path out = arguments.optionalPath("out").orElse(Path.of(DEFAULT_OUT));
    begin(out, arguments.has("force"));
    Tour tour = new Tour(out, terminal);
    tour.draw();
    tour.runStages();
    terminal
        .out()
        .printf(
            "%nAll of this took %d seconds.%n", Duration.between(start, Instant.now()).toSeconds());
    terminal.out().print(tour.whatNext());
    return ExitCode.DONE;
  }

  private static void begin(Path out, boolean force) throws IOException {
    OutputFolder.requireReplaceable(out, MARK, force);
    AtomicFolder.delete(out);
    Files.createDirectories(out);
    Json.write(out.resolve(MARK), Map.of("made_by", Version.line()));
  }

  /** One run of the demo in its folder. */
  private record Tour(Path out, Terminal terminal) {

    void draw() throws IOException {
      say("The embedded CLIP and its pictures: drawn tasks in a style it has rarely seen");
      DemoWeights.write(weights());
      Path tasks = DemoTasks.write(images(), SEED);
      try (Stream<Path> files = Files.walk(images())) {
        long count = files.filter(file -> file.toString().endsWith(".png")).count();
        terminal.out().println(count + " pictures in " + images() + ", tasks in " + tasks);
      }
    }

    void runStages() throws Exception {
      say("ONNX graphs from the weights");
      run("export", "--weights", weights(), "--out", model());
      say("Image features, computed once");
      run("cache", "--model", model(), "--tasks", tasks(), "--out", cache(), "--views", "4");
      say("SoftCPT: learned prompts instead of hand-written ones");
      Files.writeString(settings(), SETTINGS);
      run(
          "train",
          "--model",
          model(),
          "--cache",
          cache(),
          "--out",
          runFolder(),
          "--config",
          settings());
      say("Zero-shot against SoftCPT on the test pictures");
      run("eval", "--run", runFolder());
      say("One test picture");
      run("predict", "--bundle", runFolder().resolve("bundle"), testImage());
    }

    String whatNext() {
      return """

          What to try next:
            ./softcpt train --model %1$s --cache %2$s --config %5$s --out %3$s-4 --shots 4     fewer images
            ./softcpt predict --bundle %3$s/bundle --json %4$s/*/*/test_001.png  JSON lines
            ./softcpt inspect %3$s                                  what a run consists of
            Your own photographs: copy examples/plants.yaml, and export a CLIP from its weights.
          """
          .formatted(model(), cache(), runFolder(), images(), settings());
    }

    private void say(String title) {
      terminal.out().println("\n== " + title);
    }

    private void run(String name, Object... words) throws Exception {
      List<String> typed = Stream.of(words).map(Object::toString).toList();
      terminal.out().println("$ ./softcpt " + name + " " + String.join(" ", typed));
      Command command =
          STAGES.stream().filter(stage -> stage.name().equals(name)).findFirst().orElseThrow();
      command.run(OptionParser.parse(command, typed), terminal);
    }

    private Path testImage() throws IOException {
      try (Stream<Path> files = Files.walk(images())) {
        return files
            .filter(file -> file.getFileName().toString().startsWith("test_"))
            .sorted()
            .findFirst()
            .orElseThrow();
      }
    }

    private Path weights() {
      return out.resolve("weights");
    }

    private Path images() {
      return out.resolve("images");
    }

    private Path tasks() {
      return images().resolve("tasks.yaml");
    }

    private Path model() {
      return out.resolve("model");
    }

    private Path cache() {
      return out.resolve("cache");
    }

    private Path settings() {
      return out.resolve("train.yaml");
    }

    private Path runFolder() {
      return out.resolve("run");
    }
  }
}
