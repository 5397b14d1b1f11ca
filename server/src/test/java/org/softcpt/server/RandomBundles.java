package org.softcpt.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.softcpt.models.config.Activation;
import org.softcpt.models.config.ClipConfig;
import org.softcpt.models.config.Precision;
import org.softcpt.models.config.TextConfig;
import org.softcpt.models.config.VisionTransformer;
import org.softcpt.models.folder.BundleHead;
import org.softcpt.models.folder.BundleManifest.Task;
import org.softcpt.models.folder.BundleWriter;
import org.softcpt.models.folder.ModelManifest;
import org.softcpt.models.tensor.FloatTensor;
import org.softcpt.models.tokenizer.ClipTokenizer;
import org.softcpt.models.tokenizer.TextFlavour;
import org.softcpt.models.weights.RandomClip;
import org.softcpt.onnx.export.ClipExporter;
import org.softcpt.onnx.meta.MetaNetworkGraph;

/**
 * Bundles of an exported CLIP with random weights, whole enough to answer tasks that were never
 * trained.
 *
 * @param withMetaNetwork answers new tasks
 * @param plain of the same encoder; does not
 */
record RandomBundles(Path withMetaNetwork, Path plain) {

  static final List<Task> TASKS =
      List.of(
          new Task(
              "fruit",
              "fruit on the shelf",
              List.of("apple", "banana", "kiwi", "lemon", "mango", "melon", "orange")),
          new Task("light", "light of the picture", List.of("dark", "bright")));

  private static final int WIDTH = 16;
  private static final int CONTEXT = 4;
  private static final double EPSILON = 1e-5;

  /** Exports the CLIP and writes both bundles. */
  static RandomBundles write(Path root) throws IOException {
    Path model = Files.createDirectories(root.resolve("model"));
    ClipExporter.export(
        RandomClip.weights(config(), 5, "random"),
        ClipTokenizer.clip(TextFlavour.OPENAI),
        Precision.FP32,
        model);
    RandomBundles bundles = new RandomBundles(root.resolve("meta"), root.resolve("plain"));
    version(model, bundles.withMetaNetwork, TASKS, Optional.of(network(6)));
    version(model, bundles.plain, TASKS, Optional.empty());
    return bundles;
  }

  /** Writes a bundle of an exported model. */
  static void version(Path model, Path bundle, List<Task> tasks, Optional<MetaNetworkGraph> network)
      throws IOException {
    int classes = tasks.stream().mapToInt(task -> task.classes().size()).sum();
    BundleHead head = BundleHead.cosine(tensor(new Random(5), classes, WIDTH));
    new BundleWriter(model, ModelManifest.read(model))
        .write(bundle, tasks, head, Map.of("seed", "5"), network.map(each -> each::write));
  }

  /** A meta network for the exported model. */
  static MetaNetworkGraph network(int seed) {
    Random random = new Random(seed);
    FloatTensor taskContext = tensor(random, CONTEXT, WIDTH);
    FloatTensor map = tensor(random, WIDTH, CONTEXT * WIDTH);
    return new MetaNetworkGraph(
        taskContext, List.of(new MetaNetworkGraph.Layer(map, Optional.empty())));
  }

  /** Serves both, under the names {@code meta} and {@code plain}; new tasks are allowed. */
  SoftCptServer serve() throws IOException {
    Map<String, Path> bundles = new LinkedHashMap<>();
    bundles.put("meta", withMetaNetwork);
    bundles.put("plain", plain);
    return SoftCptServer.start(TestServer.options(bundles, Limits.DEFAULT));
  }

  private static ClipConfig config() {
    return new ClipConfig(
        WIDTH,
        new VisionTransformer(32, 16, WIDTH, 1, 2, 2 * WIDTH, Activation.QUICK_GELU, EPSILON),
        new TextConfig(
            49408, 40, WIDTH, 1, 2, 2 * WIDTH, Activation.QUICK_GELU, EPSILON, 49406, 49407));
  }

  private static FloatTensor tensor(Random random, int rows, int columns) {
    float[] values = new float[rows * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return FloatTensor.of(values, rows, columns);
  }
}
