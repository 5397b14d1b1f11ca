package org.softcpt.onnx.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxModelMetadata;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import ai.onnxruntime.TensorInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.softcpt.onnx.testing.OnnxRun;
import org.softcpt.onnx.testing.Tensor;

/** What the writer writes, ONNX Runtime understands. */
class OnnxWriterTest {

  private static final WeightEncoding NO_WEIGHTS =
      (proto, value, weight) -> {
        throw new IOException("no weight " + weight.tensor());
      };

  private final GraphBuilder builder = new GraphBuilder(ElementType.FLOAT);
  private final Ops ops = new Ops(builder);
  private final Value x = builder.input("x", ElementType.FLOAT, Shape.of("N", 2));

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void writesWeightsAndConstants(ElementType real) {
    GraphBuilder line = new GraphBuilder(real);
    Ops on = new Ops(line);
    Value y = on.linear(line.input("x", real, Shape.of("N", 2)), line.weight("w", 1, 2), null);
    Graph graph = line.finish("line", Map.of("y", on.add(y, line.real(0.5))));
    Tensor weight = new Tensor(new long[] {1, 2}, new double[] {2, 3});
    try (OnnxRun run = OnnxRun.of(graph, Map.of("w", weight))) {
      Tensor fed = new Tensor(new long[] {3, 2}, new double[] {1, 0, 0, 1, 1, 1});
      Tensor fetched = run.run(Map.of("x", fed)).get("y");
      assertArrayEquals(new long[] {3, 1}, fetched.extents());
      assertArrayEquals(new double[] {2.5, 3.5, 5.5}, fetched.values());
    }
  }

  @Test
  void runtimeSeesInputsAndOutputsOfTheGraph() throws OrtException {
    Value ids = builder.input("ids", ElementType.INT64, Shape.of("C", "S"));
    Value mask = builder.input("mask", ElementType.BOOL, Shape.of());
    Map<String, Value> outputs = new LinkedHashMap<>();
    outputs.put("rows", ops.where(mask, ops.gather(x, ids), builder.real(0)));
    outputs.put("sum", ops.reduceSum(x, false, 0, 1));
    try (OnnxRun run = OnnxRun.of(builder.finish("signature", outputs))) {
      assertEquals(
          List.of("x FLOAT N 2", "ids INT64 C S", "mask BOOL"),
          signature(run.session().getInputInfo()));
      assertEquals(
          List.of("rows FLOAT C S 2", "sum FLOAT"), signature(run.session().getOutputInfo()));
    }
  }

  private static List<String> signature(Map<String, NodeInfo> values) {
    List<String> lines = new ArrayList<>();
    values.forEach(
        (name, value) -> {
          TensorInfo info = (TensorInfo) value.getInfo();
          StringBuilder line = new StringBuilder(name + " " + info.type);
          for (int axis = 0; axis < info.getShape().length; axis++) {
            long extent = info.getShape()[axis];
            line.append(" ").append(extent < 0 ? info.getDimensionNames()[axis] : extent);
          }
          lines.add(line.toString());
        });
    return lines;
  }

  @Test
  void provenanceIsReadBack() throws IOException, OrtException {
    Graph graph = builder.finish("named", Map.of("y", ops.add(x, x)));
    Map<String, String> provenance = Map.of("weights_sha256", "ab12", "precision", "fp32, été");
    ModelProto model = OnnxWriter.write(graph, NO_WEIGHTS, provenance, "softcpt 0.1");
    try (OnnxRun run = OnnxRun.of(model.toByteArray(), OptLevel.ALL_OPT)) {
      OnnxModelMetadata metadata = run.session().getMetadata();
      assertEquals(provenance, metadata.getCustomMetadata());
      assertEquals("softcpt 0.1", metadata.getProducerName());
      assertEquals("named", metadata.getGraphName());
    }
  }

  @Test // an optional output that is named is computed: a pass over memory for nothing
  void statisticsThatNobodyReadsAreLeftOut() throws IOException {
    Value gain = builder.reals(new long[] {7}, 1, 1, 1, 1, 1, 1, 1);
    Value rows = builder.input("rows", ElementType.FLOAT, Shape.of("N", 7));
    Graph graph = builder.finish("y", Map.of("y", ops.layerNormalization(rows, gain, null, 1e-5)));
    ModelProto model = OnnxWriter.write(graph, NO_WEIGHTS, Map.of(), "softcpt 0.1");
    assertEquals(List.of("y", "", ""), model.getGraph().getNode(0).getOutputList());
  }

  @Test
  void sameGraphAndMetadataGiveTheSameBytes() throws IOException {
    assertArrayEquals(reproducible(), reproducible());
  }

  private static byte[] reproducible() throws IOException {
    Ops on = new Ops(new GraphBuilder(ElementType.FLOAT));
    Value rows = on.builder().input("rows", ElementType.FLOAT, Shape.of("N", 7));
    Value mean = on.reduceMean(on.apply(Operator.QUICK_GELU, rows), true, 0, 1);
    Graph graph = on.builder().finish("same", Map.of("mean", mean));
    Map<String, String> metadata = Map.of("a", "1", "b", "2", "c", "3");
    return OnnxWriter.write(graph, NO_WEIGHTS, metadata, "softcpt").toByteArray();
  }

  @Test
  void oneValueMayBeFetchedUnderManyNames() {
    Value y = ops.add(x, x);
    Value z = ops.add(y, builder.real(1));
    Map<String, Value> outputs = new LinkedHashMap<>();
    outputs.put("first", y);
    outputs.put("second", y);
    outputs.put("beyond", z);
    Map<String, Tensor> fetched = run(outputs);
    assertArrayEquals(new double[] {2, 4}, fetched.get("first").values());
    assertArrayEquals(new double[] {2, 4}, fetched.get("second").values());
    assertArrayEquals(new double[] {3, 5}, fetched.get("beyond").values());
  }

  @Test
  void inputsAndConstantsMayBeFetched() {
    Map<String, Tensor> fetched = run(Map.of("input", x, "constant", builder.real(0.25)));
    assertArrayEquals(new double[] {1, 2}, fetched.get("input").values());
    assertArrayEquals(new double[] {0.25}, fetched.get("constant").values());
  }

  private Map<String, Tensor> run(Map<String, Value> outputs) {
    try (OnnxRun run = OnnxRun.of(builder.finish("many", outputs))) {
      return run.run(Map.of("x", new Tensor(new long[] {1, 2}, new double[] {1, 2})));
    }
  }

  @Test
  void importsTheRuntimesOperatorsOnlyWhereTheyAreUsed() throws IOException {
    Value plain = ops.apply(Operator.SIGMOID, x);
    Value fused = ops.apply(Operator.QUICK_GELU, x);
    assertEquals(List.of(""), domains(builder.finish("plain", Map.of("y", plain))));
    assertEquals(
        List.of("", "com.microsoft"), domains(builder.finish("fused", Map.of("y", fused))));
  }

  private static List<String> domains(Graph graph) throws IOException {
    ModelProto model = OnnxWriter.write(graph, NO_WEIGHTS, Map.of(), "softcpt");
    return model.getOpsetImportList().stream().map(set -> set.getDomain()).toList();
  }

  @Test
  void missingWeightIsNamed() {
    Graph graph = builder.finish("w", Map.of("y", ops.add(x, builder.weight("text.w", 2))));
    UncheckedIOException refusal =
        assertThrows(UncheckedIOException.class, () -> OnnxRun.of(graph));
    assertEquals("no weight text.w:float[2]", refusal.getCause().getMessage());
  }
}
