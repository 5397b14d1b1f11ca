package org.softcpt.trainer.evaluation;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import javax.imageio.ImageIO;
import org.softcpt.models.folder.ModelManifest;
import org.softcpt.runtime.Device;
import org.softcpt.runtime.ImageEncoder;
import org.softcpt.runtime.ModelFolder;
import org.softcpt.runtime.SessionOptions;
import org.softcpt.trainer.cache.CacheListener;
import org.softcpt.trainer.cache.CacheRequest;
import org.softcpt.trainer.cache.CacheSettings;
import org.softcpt.trainer.cache.FeatureCacheBuilder;
import org.softcpt.trainer.method.TinyModel;
import org.softcpt.trainer.task.Dataset;
import org.softcpt.trainer.training.TrainingRequest;

/**
 * Coloured squares, a random CLIP and a cache: everything before training.
 *
 * @param root holds {@code images}, {@code model} and {@code cache}
 */
public record MainLine(Path root) {

  public static final SessionOptions SESSION = new SessionOptions(Device.cpu(), 1);

  private static final Map<String, Map<String, Color>> TASKS =
      Map.of(
          "hue", Map.of("red", Color.RED, "green", Color.GREEN, "blue", Color.BLUE),
          "tone", Map.of("dark_paint", Color.DARK_GRAY, "light_paint", Color.LIGHT_GRAY));

  public static MainLine build(Path root) throws IOException {
    MainLine line = new MainLine(root);
    line.draw();
    TinyModel.export(line.model());
    line.cache(line.cacheFolder(), 2);
    return line;
  }

  public Path model() {
    return root.resolve("model");
  }

  public Path cacheFolder() {
    return root.resolve("cache");
  }

  Path image(String name) {
    return root.resolve("images").resolve(name);
  }

  TrainingRequest request(Path out, Map<String, String> settings, boolean resume) {
    return new TrainingRequest(
        model(), cacheFolder(), out, settings, Optional.empty(), resume, 2, SESSION);
  }

  public void cache(Path folder, int views) throws IOException {
    cache(folder, views, "", "");
  }

  /** With features of places. */
  void localCache(Path folder, int views) throws IOException {
    ModelFolder model = ModelFolder.open(model());
    Dataset dataset = Dataset.read(root.resolve("images/tasks.yaml"), Optional.empty());
    CacheRequest request =
        new CacheRequest(
            dataset,
            model.manifest().preprocessing(),
            model.requireLocalEncoder(),
            CacheSettings.of(views, 1));
    try (ImageEncoder encoder = model.localEncoder(SESSION)) {
      new FeatureCacheBuilder(request, encoder, CacheListener.SILENT).build(folder);
    }
  }

  /** The same images, with a text of the task file replaced. */
  public void cache(Path folder, int views, String text, String replacement) throws IOException {
    ModelFolder model = ModelFolder.open(model());
    ModelManifest manifest = model.manifest();
    Path tasks = root.resolve("images/tasks-" + folder.getFileName() + ".yaml");
    String yaml = Files.readString(root.resolve("images/tasks.yaml"));
    Files.writeString(tasks, yaml.replace(text, replacement));
    Dataset dataset = Dataset.read(tasks, Optional.empty());
    CacheRequest request =
        new CacheRequest(
            dataset,
            manifest.preprocessing(),
            manifest.imageEncoderDigest(),
            CacheSettings.of(views, 1));
    try (ImageEncoder encoder = model.imageEncoder(SESSION)) {
      new FeatureCacheBuilder(request, encoder, CacheListener.SILENT).build(folder);
    }
  }

  /** Each picture has a seed of its own: maps made by Map.of change their order between runs. */
  private void draw() throws IOException {
    for (Map.Entry<String, Map<String, Color>> task : TASKS.entrySet()) {
      for (Map.Entry<String, Color> label : task.getValue().entrySet()) {
        Path folder = image(task.getKey()).resolve(label.getKey());
        Files.createDirectories(folder);
        for (int i = 0; i < 6; i++) {
          String name = (i < 4 ? "train_" : "test_") + i + ".png";
          draw(folder.resolve(name), label.getValue(), new Random(name.hashCode()));
        }
      }
    }
    Files.writeString(
        image("tasks.yaml"),
        """
        tasks:
          - {id: hue, name: hue of a square}
          - {id: tone, name: tone of a square, metric: mean_acc, template: "{} on a square."}
        """);
  }

  private static void draw(Path file, Color color, Random random) throws IOException {
    BufferedImage image = new BufferedImage(40, 36, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(color);
    graphics.fillRect(random.nextInt(6), random.nextInt(6), 30, 26);
    graphics.dispose();
    ImageIO.write(image, "png", file.toFile());
  }
}
