package org.softcpt.trainer.cache;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.softcpt.models.image.Augmentation;
import org.softcpt.models.image.ImageDecoder;
import org.softcpt.models.image.Picture;
import org.softcpt.models.image.Preprocessing;
import org.softcpt.models.image.Preprocessor;
import org.softcpt.trainer.task.Dataset;
import org.softcpt.trainer.task.Sample;
import org.softcpt.trainer.task.Split;

/** From a task file and image files to features, with the real decoder and preprocessing. */
class RealImagesTest {

  private static final long SEED = 7;
  private static final int VIEWS = 3;
  private static final Preprocessing SMALL = Preprocessing.clip(FakeEncoder.SIDE);

  @TempDir Path root;
  @TempDir Path parent;
  private final List<String> skipped = new ArrayList<>();

  @BeforeEach
  void drawPictures() throws IOException {
    Random random = new Random(1);
    for (String name : List.of("a/train_1", "a/train_2", "a/test_1", "b/train_1", "b/test_1")) {
      picture(root.resolve("t").resolve(name + ".png"), random);
      picture(root.resolve("t").resolve(name + "0.jpg"), random);
    }
    Path file = root.resolve("tasks.yaml");
    Files.writeString(file, "tasks: [{id: t, name: two heaps}]");
  }

  @Test
  void viewsAreTheCropAndTheSeededAugmentations() throws IOException {
    try (FeatureCache cache = build(parent.resolve("cache"))) {
      assertEquals(10, cache.samples().size());
      Preprocessor crop = new Preprocessor(SMALL);
      Augmentation augmentation = new Augmentation(SMALL);
      for (Sample sample : cache.samples()) {
        Picture image = ImageDecoder.decode(root.resolve(sample.path()));
        requireFeature(crop.apply(image), cache.feature(sample.row(), 0));
        int views = sample.split() == Split.TRAIN ? VIEWS : 0;
        for (int view = 1; view <= views; view++) {
          requireFeature(
              augmentation.view(image, SEED, sample.sha256(), view),
              cache.feature(sample.row(), view));
        }
      }
    }
    assertTrue(skipped.isEmpty());
  }

  @Test
  void corruptImagesAreLeftOutAndTheOthersKept() throws IOException {
    Path torn = root.resolve("t/a/train_10.jpg");
    byte[] jpeg = Files.readAllBytes(torn);
    Files.write(torn, Arrays.copyOf(jpeg, jpeg.length / 2));
    Files.writeString(root.resolve("t/b/test_9.jpg"), "<html>404</html>");
    Files.write(root.resolve("t/b/train_9.png"), new byte[0]);
    try (FeatureCache cache = build(parent.resolve("cache"))) {
      assertEquals(9, cache.samples().size());
      assertEquals(3, cache.manifest().skipped());
    }
    assertEquals(List.of("t/a/train_10.jpg", "t/b/train_9.png", "t/b/test_9.jpg"), skipped);
    String lines = Files.readString(parent.resolve("cache").resolve(CacheManifest.SKIPPED));
    assertEquals(3, lines.lines().count());
    assertFalse(lines.contains(root.toString()), "reasons must not hold this machine's paths");
  }

  private FeatureCache build(Path folder) throws IOException {
    Dataset data = Dataset.read(root.resolve("tasks.yaml"), Optional.empty());
    CacheRequest request =
        new CacheRequest(data, SMALL, CacheFixture.MODEL, CacheSettings.of(VIEWS, SEED));
    CacheListener listener =
        new CacheListener() {
          @Override
          public void progress(Progress progress) {}

          @Override
          public void skipped(SkippedImage image) {
            skipped.add(image.path());
          }
        };
    new FeatureCacheBuilder(request, new FakeEncoder(), listener).build(folder);
    return FeatureCache.open(folder);
  }

  /** Exact: the same arithmetic on the same pixels. The last number is the batch's size. */
  private static void requireFeature(float[] pixels, float[] found) {
    int compared = FakeEncoder.WIDTH - 1;
    assertArrayEquals(
        Arrays.copyOf(FakeEncoder.feature(pixels, 0), compared), Arrays.copyOf(found, compared));
  }

  private static void picture(Path file, Random random) throws IOException {
    BufferedImage image = new BufferedImage(13, 11, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        image.setRGB(x, y, random.nextInt(1 << 24));
      }
    }
    Files.createDirectories(file.getParent());
    String name = file.getFileName().toString();
    ImageIO.write(image, name.substring(name.lastIndexOf('.') + 1), file.toFile());
  }
}
