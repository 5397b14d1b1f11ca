package org.softcpt.onnx.meta;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.softcpt.models.io.Json;
import org.softcpt.models.tensor.FloatTensor;
import org.softcpt.onnx.inspect.GraphSummary;
import org.softcpt.onnx.meta.MetaNetworkGraph.Layer;
import org.softcpt.onnx.testing.OnnxRun;
import org.softcpt.onnx.testing.Tensor;

class MetaNetworkGraphTest {

  private static final int FEATURE_WIDTH = 13;
  private static final int TOKEN_WIDTH = 7;
  private static final int LENGTH = 3;
  private static final int TASK_LENGTH = 2;

  /** Sums of 13 to 17 products of about 1, in single precision: measured 6e-6, allow ten times. */
  private static final double TOLERANCE = 6e-5;

  @TempDir private Path folder;

  @ParameterizedTest // how many tasks at once, hidden layers
  @CsvSource({"1, 0", "1, 1", "1, 3", "5, 0", "5, 2"})
  void theGraphIsTheNetwork(int tasks, int depth) throws IOException {
    MetaNetworkGraph network = network(depth, 31 + depth);
    Tensor features = Tensor.normal(new Random(tasks), tasks, FEATURE_WIDTH);
    Tensor contexts = run(network, features).get("contexts");
    assertArrayEquals(new long[] {tasks, LENGTH, TOKEN_WIDTH}, contexts.extents());
    double[] expected = expected(network, features.values());
    assertArrayEquals(expected, contexts.values(), TOLERANCE);
  }

  @ParameterizedTest
  @CsvSource({"0", "1", "4"})
  void theTaskContextIsWholeWhateverIsFed(int tasks) throws IOException {
    MetaNetworkGraph network = network(1, 5);
    double[] nothing = new double[tasks * FEATURE_WIDTH];
    Map<String, Tensor> outputs = run(network, new Tensor(new long[] {tasks, 13}, nothing));
    Tensor context = outputs.get("task_context");
    assertArrayEquals(new long[] {1, TASK_LENGTH, TOKEN_WIDTH}, context.extents());
    Tensor stored = Tensor.of(network.taskContext().values(), 1, TASK_LENGTH, TOKEN_WIDTH);
    assertArrayEquals(stored.values(), context.values());
    assertEquals(tasks, outputs.get("contexts").extents()[0]);
  }

  @Test
  void theFileSaysWhatItTakesAndGives() throws IOException {
    MetaNetworkGraph network = network(1, 6);
    GraphSummary summary = GraphSummary.read(written(network));
    assertEquals(Map.of("task_features", "float [T, 13]"), summary.inputs());
    assertEquals(
        Map.of("task_context", "float [1, 2, 7]", "contexts", "float [T, 3, 7]"),
        summary.outputs());
    assertTrue(summary.externalFiles().isEmpty());
    assertEquals(Map.of("ai.onnx", 18L), summary.operatorSets()); // any engine reads it
    JsonNode facts = Json.mapper().readTree(summary.metadata().get(MetaNetworkGraph.METADATA));
    assertEquals("softcpt-meta-network", facts.path("format").asText());
    assertEquals(summary.inputs(), described(facts.path("inputs")));
    assertEquals(summary.outputs(), described(facts.path("outputs")));
  }

  @Test
  void theSameNetworkGivesTheSameBytes() throws IOException {
    byte[] first = Files.readAllBytes(written(network(2, 8)));
    assertArrayEquals(first, Files.readAllBytes(written(network(2, 8))));
  }

  @Test
  void refusesShapesThatDoNotFit() {
    FloatTensor context = tensor(new Random(1), 2, 7);
    Layer linear = new Layer(tensor(new Random(1), 4, 14), Optional.empty());
    refuses("layers from D to L*w", context, List.of());
    refuses("[[4, 14], [4, 14]]", context, List.of(linear, linear));
    refuses("found [2, 5] and [[4, 14]]", tensor(new Random(1), 2, 5), List.of(linear));
    refuses("found [7]", tensor(new Random(1), 7), List.of(linear));
    FloatTensor weight = tensor(new Random(1), 4, 14);
    Optional<FloatTensor> bias = Optional.of(tensor(new Random(1), 4));
    String message =
        assertThrows(IllegalArgumentException.class, () -> new Layer(weight, bias)).getMessage();
    assertTrue(message.contains("found [4, 14] and [4]"), message);
  }

  private static void refuses(String expected, FloatTensor context, List<Layer> layers) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> new MetaNetworkGraph(context, layers))
            .getMessage();
    assertTrue(message.contains(expected), message);
  }

  private Path written(MetaNetworkGraph network) throws IOException {
    Path file = folder.resolve("meta_network.onnx");
    network.write(file);
    return file;
  }

  private Map<String, Tensor> run(MetaNetworkGraph network, Tensor features) throws IOException {
    byte[] model = Files.readAllBytes(written(network));
    try (OnnxRun run = OnnxRun.of(model, OptLevel.ALL_OPT)) {
      return run.run(Map.of("task_features", features));
    }
  }

  /** As {@link GraphSummary} writes them. */
  private static Map<String, String> described(JsonNode tensors) {
    return StreamSupport.stream(tensors.spliterator(), false)
        .collect(
            Collectors.toMap(
                tensor -> tensor.path("name").asText(),
                tensor -> "float " + shape(tensor.path("shape"))));
  }

  private static String shape(JsonNode shape) {
    return StreamSupport.stream(shape.spliterator(), false)
        .map(JsonNode::asText)
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private static MetaNetworkGraph network(int depth, long seed) {
    Random random = new Random(seed);
    List<Layer> layers = new ArrayList<>();
    for (int layer = 0; layer <= depth; layer++) {
      int inputs = layer == 0 ? FEATURE_WIDTH : 17;
      int outputs = layer == depth ? LENGTH * TOKEN_WIDTH : 17;
      FloatTensor weight = tensor(random, inputs, outputs);
      Optional<FloatTensor> bias =
          depth == 0 ? Optional.empty() : Optional.of(tensor(random, outputs));
      layers.add(new Layer(weight, bias));
    }
    return new MetaNetworkGraph(tensor(random, TASK_LENGTH, TOKEN_WIDTH), layers);
  }

  private static FloatTensor tensor(Random random, int... shape) {
    int size = 1;
    for (int extent : shape) {
      size *= extent;
    }
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return FloatTensor.of(values, shape);
  }

  /** In double precision, number by number. */
  private static double[] expected(MetaNetworkGraph network, double[] features) {
    double[] rows = new double[features.length];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = (float) features[i];
    }
    for (int i = 0; i < network.layers().size(); i++) {
      rows = mapped(network.layers().get(i), rows, i < network.layers().size() - 1);
    }
    return rows;
  }

  private static double[] mapped(Layer layer, double[] rows, boolean rectified) {
    int tasks = rows.length / layer.inputs();
    double[] result = new double[tasks * layer.outputs()];
    for (int i = 0; i < result.length; i++) {
      int column = i % layer.outputs();
      double sum = layer.bias().map(bias -> (double) bias.values()[column]).orElse(0.0);
      for (int k = 0; k < layer.inputs(); k++) {
        double value = rows[i / layer.outputs() * layer.inputs() + k];
        sum += value * layer.weight().values()[k * layer.outputs() + column];
      }
      result[i] = rectified ? Math.max(0, sum) : sum;
    }
    return result;
  }
}
