package org.softcpt.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.softcpt.cli.demo.DemoWeights;
import org.softcpt.models.folder.BundleHead;
import org.softcpt.models.folder.BundleManifest;
import org.softcpt.models.folder.BundleWriter;
import org.softcpt.models.folder.HeadKind;
import org.softcpt.models.folder.ModelManifest;
import org.softcpt.models.tensor.FloatTensor;

/**
 * Bundles of every kind of head over the demo's image encoder. The heads' numbers are drawn, in the
 * sizes that trained ones have.
 *
 * @param model the exported demo model
 */
record FusedBundles(Path model) {

  /** A name with a comma, quotes and another script; a task of one class. */
  static final List<BundleManifest.Task> TASKS =
      List.of(
          new BundleManifest.Task("kinds", "kinds of \"things\"", List.of("a, b", "ü", "猫", "d e")),
          new BundleManifest.Task("single", "only one", List.of("this")),
          new BundleManifest.Task("tones", "tone naming", List.of("dark", "bright")));

  private static final int WIDTH = 128;
  private static final int IMAGES = 13;
  private static final int HIDDEN = 7;

  static FusedBundles export(Path folder) throws IOException {
    DemoWeights.write(folder.resolve("weights"));
    Path model = folder.resolve("model");
    CommandRun run =
        CommandRun.of("export", "--weights", folder.resolve("weights"), "--out", model);
    assertEquals(ExitCode.DONE, run.code(), run.err());
    return new FusedBundles(model);
  }

  /** Writes a bundle. */
  Path bundle(Path folder, HeadKind kind) throws IOException {
    new BundleWriter(model, ModelManifest.read(model))
        .write(folder, TASKS, head(kind, new Random(kind.ordinal())), Map.of("method", "drawn"));
    return folder;
  }

  private static BundleHead head(HeadKind kind, Random random) {
    int classes = TASKS.stream().mapToInt(task -> task.classes().size()).sum();
    return switch (kind) {
      case COSINE -> BundleHead.cosine(drawn(random, 1, classes, WIDTH));
      case LINEAR, UNIT_LINEAR ->
          BundleHead.linear(
              drawn(random, 1, classes, WIDTH),
              drawn(random, 1, classes),
              kind == HeadKind.UNIT_LINEAR);
      case CACHE, ADAPTER -> byTask(kind, random);
    };
  }

  private static BundleHead byTask(HeadKind kind, Random random) {
    Map<String, FloatTensor> tensors = new HashMap<>();
    for (BundleManifest.Task task : TASKS) {
      String prefix = task.id() + "/";
      int classes = task.classes().size();
      tensors.put(prefix + BundleManifest.TEXT_FEATURES, drawn(random, 1, classes, WIDTH));
      if (kind == HeadKind.CACHE) {
        tensors.put(prefix + "keys", drawn(random, 0.1, IMAGES, WIDTH));
        tensors.put(prefix + "labels", labels(classes));
        tensors.put(prefix + "alpha", FloatTensor.of(new float[] {1.3f}, 1));
        tensors.put(prefix + "beta", FloatTensor.of(new float[] {5.5f}, 1));
      } else {
        tensors.put(prefix + "down", drawn(random, 0.1, HIDDEN, WIDTH));
        tensors.put(prefix + "up", drawn(random, 1, WIDTH, HIDDEN));
        tensors.put(prefix + "ratio", FloatTensor.of(new float[] {0.4f}, 1));
      }
    }
    return BundleHead.byTask(kind, tensors);
  }

  private static FloatTensor labels(int classes) {
    float[] labels = new float[IMAGES];
    for (int i = 0; i < IMAGES; i++) {
      labels[i] = 5 * i % classes;
    }
    return FloatTensor.of(labels, IMAGES);
  }

  private static FloatTensor drawn(Random random, double deviation, int... shape) {
    List<Integer> extents = new ArrayList<>();
    int size = 1;
    for (int extent : shape) {
      extents.add(extent);
      size *= extent;
    }
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) (deviation * random.nextGaussian());
    }
    return new FloatTensor(extents, values);
  }
}
