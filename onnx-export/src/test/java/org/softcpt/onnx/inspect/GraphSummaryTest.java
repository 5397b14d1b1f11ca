package org.softcpt.onnx.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.softcpt.models.io.InvalidInputException;

class GraphSummaryTest {

  @TempDir Path folder;

  @Test
  void readsWhatTheFileSaysAboutItself() throws IOException {
    GraphSummary summary = GraphSummary.read(write(model().toByteArray()));
    assertEquals("someone 1.2", summary.producer());
    assertEquals(Map.of("ai.onnx", 18L, "com.microsoft", 1L), summary.operatorSets());
    assertEquals(Map.of("precision", "fp32"), summary.metadata());
    assertEquals(Map.of("x", "float [B, 3]"), summary.inputs());
    assertEquals(Map.of("y", "int64 of any shape"), summary.outputs());
    assertEquals(Map.of("Add", 2, "com.microsoft::Gelu", 1), summary.operators());
    assertEquals(3 * 7 + 5, summary.weights());
    assertEquals(Set.of("data.bin"), summary.externalFiles());
  }

  @Test
  void refusesWhatIsNoModel() throws IOException {
    byte[] whole = model().toByteArray();
    refuses(write(Arrays.copyOf(whole, whole.length - 3)), "not an ONNX model");
    refuses(write(new byte[0]), "no graph");
    refuses(write("a text".getBytes(StandardCharsets.UTF_8)), "not an ONNX model");
    refuses(folder.resolve("missing.onnx"), "no such file");
  }

  private static void refuses(Path file, String reason) {
    InvalidInputException e =
        assertThrows(InvalidInputException.class, () -> GraphSummary.read(file));
    assertTrue(e.getMessage().startsWith(file.toString()), e.getMessage());
    assertTrue(e.getMessage().contains(reason), e.getMessage());
  }

  private Path write(byte[] content) throws IOException {
    return Files.write(folder.resolve("model.onnx"), content);
  }

  private static ModelProto model() {
    return ModelProto.newBuilder()
        .setProducerName("someone")
        .setProducerVersion("1.2")
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(18))
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("com.microsoft").setVersion(1))
        .addMetadataProps(StringStringEntryProto.newBuilder().setKey("precision").setValue("fp32"))
        .setGraph(graph())
        .build();
  }

  private static GraphProto graph() {
    TensorShapeProto shape =
        TensorShapeProto.newBuilder()
            .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("B"))
            .addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(3))
            .build();
    return GraphProto.newBuilder()
        .addInput(value("x", TypeProto.Tensor.newBuilder().setElemType(1).setShape(shape)))
        .addInput(value("w", TypeProto.Tensor.newBuilder().setElemType(1)))
        .addOutput(value("y", TypeProto.Tensor.newBuilder().setElemType(7)))
        .addNode(NodeProto.newBuilder().setOpType("Add"))
        .addNode(NodeProto.newBuilder().setOpType("Add").setDomain("ai.onnx"))
        .addNode(NodeProto.newBuilder().setOpType("Gelu").setDomain("com.microsoft"))
        .addInitializer(TensorProto.newBuilder().setName("w").addDims(3).addDims(7))
        .addInitializer(
            TensorProto.newBuilder()
                .setName("v")
                .addDims(5)
                .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                .addExternalData(
                    StringStringEntryProto.newBuilder().setKey("location").setValue("data.bin")))
        .build();
  }

  private static ValueInfoProto value(String name, TypeProto.Tensor.Builder tensor) {
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }
}
