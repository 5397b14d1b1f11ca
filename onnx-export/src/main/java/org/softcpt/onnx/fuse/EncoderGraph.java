package org.softcpt.onnx.fuse;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.onnx.graph.OnnxWriter;

/**
 * A bundle's image encoder as it was exported: {@code pixels [B, 3, S, S]} to {@code features [B,
 * D]}, weights in a file beside it.
 *
 * @param model the graph; all names but those two begin with {@value #SCOPE}, so that they meet no
 *     task's id
 * @param side S
 * @param width D
 */
record EncoderGraph(ModelProto model, int side, int width) {

  private static final String SCOPE = "encoder/";

  static EncoderGraph read(Path file) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      ModelProto model = ModelProto.parseFrom(in);
      requireKnown(file, model);
      GraphProto graph = model.getGraph();
      List<TensorShapeProto.Dimension> pixels =
          shape(file, graph.getInputList(), FusedClassifier.PIXELS, 4);
      List<TensorShapeProto.Dimension> features =
          shape(file, graph.getOutputList(), FusedClassifier.FEATURES, 2);
      return new EncoderGraph(
          model.toBuilder().setGraph(scoped(graph)).build(),
          Math.toIntExact(pixels.get(3).getDimValue()),
          Math.toIntExact(features.get(1).getDimValue()));
    } catch (InvalidProtocolBufferException e) {
      throw new InvalidInputException(file + ": not an ONNX model: " + e.getMessage(), e);
    }
  }

  private static void requireKnown(Path file, ModelProto model) throws InvalidInputException {
    boolean known =
        model.getOpsetImportList().stream()
            .anyMatch(set -> set.getDomain().isEmpty() && set.getVersion() == OnnxWriter.OPSET);
    if (!known || model.getFunctionsCount() > 0) {
      throw new InvalidInputException(
          "%s: expected an image encoder of operator set %d as softcpt export writes it, found %s"
              .formatted(file, OnnxWriter.OPSET, model.getOpsetImportList()));
    }
  }

  private static List<TensorShapeProto.Dimension> shape(
      Path file, List<ValueInfoProto> values, String name, int axes) throws InvalidInputException {
    if (values.size() == 1 && values.get(0).getName().equals(name)) {
      List<TensorShapeProto.Dimension> shape =
          values.get(0).getType().getTensorType().getShape().getDimList();
      if (shape.size() == axes) {
        return shape;
      }
    }
    throw new InvalidInputException(
        "%s: expected '%s' with %d axes alone, found %s"
            .formatted(file, name, axes, values.stream().map(ValueInfoProto::getName).toList()));
  }

  private static GraphProto scoped(GraphProto graph) {
    GraphProto.Builder scoped = graph.toBuilder().clearNode().clearInitializer().clearValueInfo();
    graph.getNodeList().forEach(node -> scoped.addNode(scoped(node)));
    graph.getInitializerList().stream()
        .map(tensor -> tensor.toBuilder().setName(scoped(tensor.getName())))
        .forEach(scoped::addInitializer);
    return scoped.build();
  }

  private static NodeProto scoped(NodeProto node) {
    NodeProto.Builder scoped = node.toBuilder().clearInput().clearOutput();
    node.getInputList().forEach(input -> scoped.addInput(scoped(input)));
    node.getOutputList().forEach(output -> scoped.addOutput(scoped(output)));
    return scoped.setName(SCOPE + node.getName()).build();
  }

  /** An empty name stands for an optional operand that is not there. */
  private static String scoped(String name) {
    boolean fixed =
        name.isEmpty()
            || name.equals(FusedClassifier.PIXELS)
            || name.equals(FusedClassifier.FEATURES);
    return fixed ? name : SCOPE + name;
  }
}
