package org.softcpt.cli.demo;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.softcpt.models.io.AtomicFile;

/**
 * The demo's few-shot tasks: related questions about drawn pictures, in renditions that the
 * embedded CLIP met rarely.
 */
public final class DemoTasks {

  /** Training images per class: enough for 16 shots. */
  static final int TRAINING_IMAGES = 16;

  /** Test images per class. */
  static final int TEST_IMAGES = 20;

  private static final String TASK_FILE = "tasks.yaml";

  private DemoTasks() {}

  /**
   * Draws all images, {@code <root>/<task>/<class>/train_001.png …, test_001.png …}, and writes the
   * task file. The same seed gives the same files.
   *
   * @param root where to write; made if missing
   * @param seed of everything random
   * @return the task file, {@code <root>/tasks.yaml}
   * @throws IOException if a file cannot be written
   */
  public static Path write(Path root, long seed) throws IOException {
    Files.createDirectories(root);
    SplittableRandom seeds = new SplittableRandom(seed);
    for (DemoTask task : DemoTask.values()) {
      for (int value = 0; value < task.classes().size(); value++) {
        Path folder = root.resolve(task.id()).resolve(task.classes().get(value));
        writeClass(task, value, Files.createDirectories(folder), seeds.split());
      }
    }
    Path file = root.resolve(TASK_FILE);
    AtomicFile.writeText(file, yaml());
    return file;
  }

  private static void writeClass(DemoTask task, int value, Path folder, SplittableRandom random)
      throws IOException {
    List<RandomGenerator> sources = // one per image, so that the order of drawing is free
        random.splits(TRAINING_IMAGES + TEST_IMAGES).map(RandomGenerator.class::cast).toList();
    try {
      IntStream.range(0, sources.size())
          .parallel()
          .forEach(
              index -> writeImage(task, value, folder.resolve(name(index)), sources.get(index)));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static String name(int index) {
    return index < TRAINING_IMAGES
        ? "train_%03d.png".formatted(index + 1)
        : "test_%03d.png".formatted(index - TRAINING_IMAGES + 1);
  }

  private static void writeImage(DemoTask task, int value, Path file, RandomGenerator random) {
    BufferedImage image = new SceneDrawer(random).draw(task.scene(value, random));
    // ImageIO's own file stream would put a cache file behind every picture: ten times slower.
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(bytes)) {
      ImageIO.write(image, "png", stream);
      stream.flush();
      Files.write(file, bytes.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String yaml() {
    StringBuilder text = new StringBuilder("name: demo\nroot: .\ntasks:\n");
    for (DemoTask task : DemoTask.values()) {
      text.append("  - id: ").append(task.id()).append('\n');
      text.append("    name: ").append(task.title()).append('\n');
      text.append("    template: \"").append(task.template()).append("\"\n");
      text.append("    metric: overall_acc\n    classes:\n");
      for (int value = 0; value < task.classes().size(); value++) {
        text.append("      - {folder: ").append(task.classes().get(value)).append(", name: \"");
        text.append(task.classes().get(value)).append("\"}\n");
      }
    }
    return text.toString();
  }
}
