package org.softcpt.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.softcpt.cli.demo.DemoWeights;

/**
 * The main line on two tiny tasks with the demo's CLIP, made through the command line: what the
 * tests of later stages start from.
 *
 * @param root the folder everything is in
 */
record MainLine(Path root) {

  private static final Map<String, List<Color>> COLOURS =
      Map.of("red", List.of(Color.RED), "green", List.of(Color.GREEN), "blue", List.of(Color.BLUE));

  private static final Map<String, List<Color>> TONES =
      Map.of(
          "dark", List.of(Color.BLACK, Color.DARK_GRAY),
          "bright", List.of(Color.WHITE, Color.LIGHT_GRAY));

  private static final int SIDE = 70; // not the model's 64: resizing takes part
  private static final int TRAINING_IMAGES = 3;
  private static final int TEST_IMAGES = 2;

  /** Draws the images, writes the weights, exports, caches and trains. */
  static MainLine build(Path root) throws IOException {
    MainLine line = new MainLine(root);
    DemoWeights.write(line.weights());
    draw(line.images().resolve("colours"), COLOURS);
    draw(line.images().resolve("tones"), TONES);
    Files.writeString(line.tasks(), TASKS);
    done("export", "--weights", line.weights(), "--out", line.model());
    done(line.cacheCommand(line.cache()));
    done(line.trainCommand(line.cache(), line.run()));
    return line;
  }

  private static final String TASKS =
      """
      name: tiny
      tasks:
        - id: colours
          name: colour naming
          template: a picture of a {} object.
          classes: [red, green, blue]
        - id: tones
          name: tone naming
          classes: [dark, bright]
      """;

  Object[] cacheCommand(Path cache) {
    return new Object[] {
      "cache", "--model", model(), "--tasks", tasks(), "--out", cache, "--views", 1
    };
  }

  Object[] trainCommand(Path cache, Path run) {
    return new Object[] {
      "train", "--model", model(), "--cache", cache, "--out", run, "--epochs", 2, "--shots", 3
    };
  }

  Path weights() {
    return root.resolve("weights");
  }

  Path images() {
    return root.resolve("images");
  }

  Path tasks() {
    return images().resolve("tasks.yaml");
  }

  Path model() {
    return root.resolve("model");
  }

  Path cache() {
    return root.resolve("cache");
  }

  Path run() {
    return root.resolve("run");
  }

  Path bundle() {
    return run().resolve("bundle");
  }

  Path image(String task, String name) {
    return images().resolve(task).resolve(name);
  }

  private static void done(Object... words) {
    CommandRun run = CommandRun.of(words);
    assertEquals(ExitCode.DONE, run.code(), run.err());
  }

  private static void draw(Path folder, Map<String, List<Color>> classes) throws IOException {
    for (Map.Entry<String, List<Color>> each : classes.entrySet()) {
      Path target = Files.createDirectories(folder.resolve(each.getKey()));
      for (int i = 0; i < TRAINING_IMAGES + TEST_IMAGES; i++) {
        String split = i < TRAINING_IMAGES ? "train_" : "test_";
        Color colour = each.getValue().get(i % each.getValue().size());
        ImageIO.write(square(colour, i), "png", target.resolve(split + i + ".png").toFile());
      }
    }
  }

  private static BufferedImage square(Color colour, int place) {
    BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.GRAY);
    graphics.fillRect(0, 0, SIDE, SIDE);
    graphics.setColor(colour);
    graphics.fillRect(5 * place, 3 * place, SIDE / 2, SIDE / 2);
    graphics.dispose();
    return image;
  }
}
