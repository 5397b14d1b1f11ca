package org.softcpt.trainer.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.softcpt.models.folder.BundleHead;
import org.softcpt.models.folder.BundleManifest.Task;
import org.softcpt.models.folder.BundleWriter;
import org.softcpt.models.folder.ModelManifest;
import org.softcpt.models.io.AtomicFile;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.tensor.FloatTensor;
import org.softcpt.onnx.graph.ElementType;
import org.softcpt.onnx.graph.Graph;
import org.softcpt.onnx.graph.GraphBuilder;
import org.softcpt.onnx.graph.OnnxWriter;
import org.softcpt.onnx.graph.Operator;
import org.softcpt.onnx.graph.Ops;
import org.softcpt.onnx.graph.Shape;
import org.softcpt.onnx.graph.Value;
import org.softcpt.onnx.graph.WeightEncoding;
import org.softcpt.runtime.NewTaskWriter;
import org.softcpt.trainer.method.TinyModel;

/** Bundles whose meta network is a graph, but another one than it should be. */
class HostileMetaNetworkTest {

  private static final List<String> NAMES = List.of("small", "large");

  private static final WeightEncoding NO_WEIGHTS =
      (tensor, value, weight) -> {
        throw new IOException("no store for the weight " + value);
      };

  @TempDir private static Path root;
  private static Path model;
  private static ModelManifest manifest;
  private static int features; // D
  private static int tokens; // w

  @BeforeAll
  static void export() throws IOException {
    model = root.resolve("model");
    TinyModel.export(model);
    manifest = ModelManifest.read(model);
    features = manifest.architecture().embedDim();
    tokens = manifest.architecture().text().width();
  }

  @Test // else the refusals below say nothing
  void theRightGraphWrites() throws IOException {
    GraphBuilder builder = new GraphBuilder(ElementType.FLOAT);
    Graph graph = graph(builder, "task_features", features, "contexts", tokens, tokens);
    assertEquals(List.of(2, features), write(bundle(written(graph))).shape());
  }

  @Test
  void refusesWhatIsNoGraph() throws IOException {
    requireRefusal("meta_network.onnx", file -> Files.writeString(file, "no graph"));
    requireRefusal("meta_network.onnx", file -> Files.write(file, new byte[0]));
  }

  @Test
  void refusesOtherInputsAndOutputs() throws IOException {
    refuses("expected 'task_features'", "features", features, "contexts", tokens, tokens);
    refuses("expected 'contexts'", "task_features", features, "context", tokens, tokens);
    refuses("outputs of equal width", "task_features", features, "contexts", tokens, tokens + 1);
  }

  @Test
  void refusesWidthsThatAreNotTheTextEncoders() throws IOException {
    String expected =
        "expected features of width %d and tokens of width %d".formatted(features, tokens);
    refuses(expected, "task_features", features + 1, "contexts", tokens, tokens);
    refuses(expected, "task_features", features, "contexts", tokens + 1, tokens + 1);
  }

  @Test
  void refusesAnInputMore() throws IOException {
    GraphBuilder builder = new GraphBuilder(ElementType.FLOAT);
    Graph graph = graph(builder, "task_features", features, "contexts", tokens, tokens);
    builder.input("more", ElementType.FLOAT, Shape.of("T"));
    requireRefusal("'task_features' alone", written(builder.finish("two", graph.outputs())));
  }

  @Test // shapes are declared, and ONNX Runtime only warns where they do not hold
  void refusesContextsOfAnotherShapeThanDeclared() throws IOException {
    GraphBuilder builder = new GraphBuilder(ElementType.FLOAT);
    Graph graph = graph(builder, "task_features", features, "contexts", tokens, tokens);
    Map<String, Value> outputs = new LinkedHashMap<>(graph.outputs());
    List<Value> operands = // a shape that is not known before the graph runs
        List.of(outputs.get("contexts"), builder.extents(Shape.of(1, "K", "T")));
    Shape declared = Shape.of("T", "L", tokens);
    outputs.put("contexts", builder.node(Operator.RESHAPE, operands, Map.of(), declared).get(0));
    requireRefusal(
        "'contexts': expected shape [1, any, %d], found [1, %d, 1]".formatted(tokens, tokens),
        written(builder.finish("undeclared", outputs)));
  }

  private void refuses(
      String expected, String input, int inputWidth, String output, int width, int taskWidth)
      throws IOException {
    GraphBuilder builder = new GraphBuilder(ElementType.FLOAT);
    requireRefusal(expected, written(graph(builder, input, inputWidth, output, width, taskWidth)));
  }

  private void requireRefusal(String expected, AtomicFile.Content graph) throws IOException {
    Path bundle = bundle(graph);
    String message = assertThrows(InvalidInputException.class, () -> write(bundle)).getMessage();
    assertTrue(message.startsWith(bundle.resolve("meta_network.onnx").toString()), message);
    assertTrue(message.contains(expected), message);
    assertEquals(1, message.lines().count());
  }

  private static FloatTensor write(Path bundle) throws IOException {
    try (NewTaskWriter writer = NewTaskWriter.open(bundle, MainLine.SESSION)) {
      return writer.textFeatures("size", NAMES);
    }
  }

  /** A bundle whose digests are right: whoever makes it is not one who damages it. */
  private static Path bundle(AtomicFile.Content graph) throws IOException {
    Path bundle = root.resolve("bundle");
    float[] rows = new float[features];
    Arrays.fill(rows, 1);
    BundleHead head = BundleHead.cosine(FloatTensor.of(rows, 1, features));
    new BundleWriter(model, manifest)
        .write(
            bundle,
            List.of(new Task("a", "b", List.of("c"))),
            head,
            Map.of("seed", "1"),
            Optional.of(graph));
    return bundle;
  }

  private static AtomicFile.Content written(Graph graph) throws IOException {
    byte[] bytes = OnnxWriter.write(graph, NO_WEIGHTS, Map.of(), "test").toByteArray();
    return file -> Files.write(file, bytes);
  }

  /** One vector per context, all numbers 0. */
  private static Graph graph(
      GraphBuilder builder,
      String input,
      int inputWidth,
      String output,
      int width,
      int taskContextWidth) {
    Ops ops = new Ops(builder);
    Value rows = builder.input(input, ElementType.FLOAT, Shape.of("T", inputWidth));
    Value map = builder.reals(new long[] {inputWidth, width}, new double[inputWidth * width]);
    Map<String, Value> outputs = new LinkedHashMap<>();
    long[] shape = {1, 1, taskContextWidth};
    outputs.put("task_context", builder.reals(shape, new double[taskContextWidth]));
    outputs.put(output, ops.reshape(ops.matMul(rows, map), Shape.of("T", 1, width)));
    return builder.finish("meta_network", outputs);
  }
}
