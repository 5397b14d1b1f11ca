package org.softcpt.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.softcpt.models.folder.BundleHead;
import org.softcpt.models.folder.BundleWriter;
import org.softcpt.models.folder.ModelManifest;
import org.softcpt.models.io.Json;
import org.softcpt.models.tensor.FloatTensor;
import org.softcpt.models.tokenizer.ClipTokenizer;
import org.softcpt.onnx.meta.MetaNetworkGraph;
import org.softcpt.runtime.Device;
import org.softcpt.runtime.NewTaskWriter;
import org.softcpt.runtime.SessionOptions;

/** A bundle's meta network in Node.js, by the example in {@code examples/node}; and inspected. */
class NewTaskFromNodeTest {

  /**
   * Of unit rows. Measured: the same floats. Prompts are padded there and packed here, which may
   * sum in another order: in Python 1.1e-8, allowed ten times that.
   */
  private static final double TOLERANCE = 1.1e-7;

  private static final String TASK = "counting of things";

  /** Of one to a dozen tokens, so that most prompts are padded. */
  private static final List<String> CLASSES =
      List.of("one", "three red apples", "a very large number of small things, or so", "Kiwi");

  private static final int WIDTH = 128; // of the demo's features and of its tokens

  @TempDir private static Path folder;
  private static Path bundle;

  @BeforeAll
  static void write() throws IOException {
    Path model = FusedBundles.export(folder).model();
    bundle = folder.resolve("bundle");
    Random random = new Random(3);
    MetaNetworkGraph network =
        new MetaNetworkGraph(
            tensor(random, 5, WIDTH),
            List.of(layer(random, WIDTH, 13), layer(random, 13, 7 * WIDTH)));
    int classes = FusedBundles.TASKS.stream().mapToInt(task -> task.classes().size()).sum();
    BundleHead head = BundleHead.cosine(tensor(random, classes, WIDTH));
    new BundleWriter(model, ModelManifest.read(model))
        .write(bundle, FusedBundles.TASKS, head, Map.of("seed", "3"), Optional.of(network::write));
  }

  @Test
  void nodeWritesTheSameTextFeatures() throws Exception {
    NodeExample.assumeInstalled();
    Path names = folder.resolve("names.json");
    ClipTokenizer tokenizer = ClipTokenizer.open(bundle.resolve("tokenizer"));
    Json.write(
        names,
        Map.of(
            "task",
            tokens(tokenizer, TASK),
            "classes",
            CLASSES.stream().map(name -> tokens(tokenizer, name)).toList()));
    JsonNode rows =
        Json.mapper()
            .readTree(NodeExample.run(folder.resolve("node.json"), "newtask.mjs", bundle, names));
    assertEquals(CLASSES.size(), rows.size());
    try (NewTaskWriter writer = NewTaskWriter.open(bundle, SessionOptions.on(Device.cpu()))) {
      float[] expected = writer.textFeatures(TASK, CLASSES).values();
      for (int c = 0; c < rows.size(); c++) {
        requireClose(expected, c, rows.path(c));
      }
    }
  }

  @Test
  void inspectSaysWhatTheGraphTakesAndGives() throws IOException {
    CommandRun run = CommandRun.of("inspect", "--json", bundle);
    assertEquals(ExitCode.DONE, run.code(), run.err());
    JsonNode facts = Json.mapper().readTree(run.out()).findValue("meta_network");
    assertEquals("meta_network.onnx", facts.path("file").asText());
    assertEquals(2, facts.path("version").asInt());
    assertEquals("float [T, 128]", facts.path("inputs").path("task_features").asText());
    assertEquals("float [1, 5, 128]", facts.path("outputs").path("task_context").asText());
    assertEquals("float [T, 7, 128]", facts.path("outputs").path("contexts").asText());
  }

  private static void requireClose(float[] expected, int row, JsonNode found) {
    assertEquals(WIDTH, found.size());
    double squares = 0;
    for (int d = 0; d < WIDTH; d++) {
      squares += Math.pow(expected[row * WIDTH + d], 2);
    }
    double worst = 0;
    for (int d = 0; d < WIDTH; d++) {
      double unit = expected[row * WIDTH + d] / Math.sqrt(squares);
      worst = Math.max(worst, Math.abs(unit - found.path(d).asDouble()));
    }
    assertTrue(worst <= TOLERANCE, "worst difference " + worst);
  }

  private static int[] tokens(ClipTokenizer tokenizer, String name) {
    IntStream ids = IntStream.of(tokenizer.encode(name + "."));
    return IntStream.concat(ids, IntStream.of(tokenizer.eos())).toArray();
  }

  private static MetaNetworkGraph.Layer layer(Random random, int inputs, int outputs) {
    return new MetaNetworkGraph.Layer(
        tensor(random, inputs, outputs), Optional.of(tensor(random, outputs)));
  }

  private static FloatTensor tensor(Random random, int... shape) {
    float[] values = new float[IntStream.of(shape).reduce(1, Math::multiplyExact)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (0.1 * random.nextGaussian());
    }
    return FloatTensor.of(values, shape);
  }
}
