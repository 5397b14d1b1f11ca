package org.softcpt.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.softcpt.cli.demo.DemoTasks;
import org.softcpt.cli.demo.DemoWeights;

/**
 * One run of the demo: the other commands, run as a user would type them, and printed.
 *
 * @param out the demo's folder
 * @param device the user's {@code --device} and {@code --threads} as words
 * @param terminal where everything is told
 */
record DemoTour(Path out, List<String> device, Terminal terminal) {

  /** Few epochs, so a rate five times the published one, which is meant for 50. */
  private static final String SETTINGS = "epochs: 20\nlearning_rate: 0.01\n";

  /** Which pictures are drawn. */
  private static final long SEED = 1;

  private static final List<Command> STAGES =
      List.of(
          new ExportCommand(),
          new CacheCommand(),
          new TrainCommand(),
          new EvalCommand(),
          new PredictCommand());

  /** Writes weights and pictures, then runs the line. */
  void run() throws Exception {
    say("An embedded CLIP, and pictures in styles that it has rarely seen");
    draw();
    say("ONNX graphs from the weights");
    stage("export", "--weights", weights(), "--out", model());
    say("Image features, computed once");
    // No views: a crop of a picture with three objects may show two.
    stage("cache", "--model", model(), "--tasks", tasks(), "--out", cache());
    say("SoftCPT: learned prompts instead of hand-written ones");
    Files.writeString(settings(), SETTINGS);
    stage(
        "train", "--model", model(), "--cache", cache(), "--config", settings(), "--out", result());
    say("Zero-shot against SoftCPT on the test pictures");
    stage("eval", "--run", result());
    say("One test picture");
    stage("predict", "--bundle", result().resolve("bundle"), testImage());
  }

  /** What a user may do with what the demo left. */
  String whatNext() {
    return """

        What to try next:
          ./softcpt train --model %1$s --cache %2$s --config %3$s --shots 4 --out %4$s-4-shots
          ./softcpt predict --json --bundle %4$s/bundle %5$s/*/*/test_001.png
          ./softcpt inspect %4$s
        Your own photographs: describe your tasks as examples/plants.yaml does, and export a CLIP from its weights.
        """
        .formatted(model(), cache(), settings(), result(), images());
  }

  private void draw() throws IOException {
    DemoWeights.write(weights());
    Path file = DemoTasks.write(images(), SEED);
    try (Stream<Path> files = Files.walk(images())) {
      long count = files.filter(path -> path.toString().endsWith(".png")).count();
      terminal.out().println("%d pictures, tasks in %s".formatted(count, file));
    }
  }

  private void say(String title) {
    terminal.out().println("\n== " + title);
  }

  private void stage(String name, Object... words) throws Exception {
    Command command =
        STAGES.stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
    List<String> typed = new ArrayList<>();
    Stream.of(words).map(Object::toString).forEach(typed::add);
    if (command.options().stream().anyMatch(option -> option.getLongOpt().equals("device"))) {
      typed.addAll(device);
    }
    terminal.out().println("$ ./softcpt " + name + " " + String.join(" ", typed));
    command.run(OptionParser.parse(command, typed), terminal);
  }

  private Path testImage() {
    return images().resolve("backdrops").resolve("grid").resolve("test_001.png");
  }

  private Path weights() {
    return out.resolve("demo-clip");
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

  private Path result() {
    return out.resolve("run");
  }
}
