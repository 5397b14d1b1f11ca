package org.softcpt.trainer.cache;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.softcpt.models.image.Preprocessing;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.io.Sha256;
import org.softcpt.trainer.task.ClassDefinition;
import org.softcpt.trainer.task.Dataset;
import org.softcpt.trainer.task.LabelledImage;
import org.softcpt.trainer.task.Metric;
import org.softcpt.trainer.task.Sample;
import org.softcpt.trainer.task.Split;
import org.softcpt.trainer.task.TaskDefinition;
import org.softcpt.trainer.task.TaskSet;

/**
 * Two tasks of made-up images: text files, whose "pixels" are drawn from their digest. A file that
 * begins with "corrupt" cannot be decoded.
 */
final class CacheFixture {

  static final String MODEL = "a".repeat(64);
  static final int PIXELS = 3 * FakeEncoder.SIDE * FakeEncoder.SIDE;

  private static final int TRAIN_IMAGES = 5;
  private static final int TEST_IMAGES = 3;

  private final Path root;

  private CacheFixture(Path root) {
    this.root = root;
  }

  static CacheFixture in(Path root) throws IOException {
    CacheFixture fixture = new CacheFixture(root);
    for (LabelledImage image : fixture.dataset().images()) {
      fixture.write(image.path(), "image " + image.path());
    }
    return fixture;
  }

  /** Images that another fixture wrote. */
  static CacheFixture existing(Path root) {
    return new CacheFixture(root);
  }

  void write(String path, String content) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  /** 5 classes with 5 training and 3 test images each, and one validation image. */
  Dataset dataset() {
    List<LabelledImage> images = new ArrayList<>();
    TaskSet tasks = tasks("u");
    for (int task = 0; task < tasks.size(); task++) {
      for (int label = 0; label < tasks.tasks().get(task).classes().size(); label++) {
        int[] labels = {Sample.NONE, Sample.NONE};
        labels[task] = label;
        for (int i = 0; i < TRAIN_IMAGES + TEST_IMAGES; i++) {
          Split split = i < TRAIN_IMAGES ? Split.TRAIN : Split.TEST;
          images.add(new LabelledImage(path(task, label, split, i), split, labels));
        }
      }
    }
    images.add(new LabelledImage("t0/c0/val_0", Split.VAL, new int[] {0, 1}));
    images.sort(Comparator.comparing(LabelledImage::split).thenComparing(LabelledImage::path));
    return new Dataset("fixture", root, tasks, images);
  }

  static String path(int task, int label, Split split, int number) {
    return "t%d/c%d/%s_%d".formatted(task, label, split.key(), number);
  }

  /** The second task's name can be chosen, to have other tasks. */
  static TaskSet tasks(String second) {
    return new TaskSet(List.of(task("t", 3), task(second, 2)));
  }

  /** Shards of 7: 25 training images make 4 of them, the 16 others 3. */
  static CacheSettings settings(int threads) {
    return new CacheSettings(2, 1, 4, 7, threads);
  }

  CacheRequest request() {
    return request(settings(2));
  }

  CacheRequest request(CacheSettings settings) {
    return new CacheRequest(dataset(), Preprocessing.clip(FakeEncoder.SIDE), MODEL, settings);
  }

  FeatureCacheBuilder builder(FakeEncoder encoder) {
    return builder(request(), encoder, CacheListener.SILENT);
  }

  static FeatureCacheBuilder builder(
      CacheRequest request, FakeEncoder encoder, CacheListener listener) {
    return new FeatureCacheBuilder(request, encoder, CacheFixture::views, listener);
  }

  static float[][] views(byte[] content, String sha256, String path, int views)
      throws InvalidInputException {
    if (new String(content, StandardCharsets.UTF_8).startsWith("corrupt")) {
      throw new InvalidInputException(path + ": not an image");
    }
    float[][] pixels = new float[views][PIXELS];
    for (int view = 0; view < views; view++) {
      Random random = new Random(31L * sha256.hashCode() + view);
      for (int i = 0; i < PIXELS; i++) {
        pixels[view][i] = random.nextFloat();
      }
    }
    return pixels;
  }

  /** Digest of every file of a finished cache by name; equal maps are equal folders. */
  static Map<String, String> digests(Path folder) throws IOException {
    Map<String, String> digests = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        digests.put(folder.relativize(file).toString(), Sha256.of(file));
      }
    }
    return digests;
  }

  private static TaskDefinition task(String id, int classes) {
    List<ClassDefinition> definitions =
        IntStream.range(0, classes).mapToObj(i -> new ClassDefinition("c" + i, "c" + i)).toList();
    return new TaskDefinition(id, id, definitions, List.of("a {}"), Metric.OVERALL_ACC);
  }
}
