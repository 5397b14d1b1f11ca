package org.softcpt.onnx.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.softcpt.models.tensor.HalfPrecision;

/** Turns a {@link Graph} into ONNX's protobuf message. */
public final class OnnxWriter {

  /** ONNX operator set: 18 is the first in which reductions take their axes as an input. */
  public static final int OPSET = 18;

  /** ONNX file format of that operator set's time. */
  private static final int IR_VERSION = 8;

  private final Graph graph;
  private final WeightEncoding weights;
  private final Map<Value, String> names = new HashMap<>();
  private final Liveness live;

  private OnnxWriter(Graph graph, WeightEncoding weights) {
    this.graph = graph;
    this.weights = weights;
    live = Liveness.of(graph.nodes(), graph.outputs().values());
    Set<Value> computed =
        graph.nodes().stream().flatMap(n -> n.outputs().stream()).collect(Collectors.toSet());
    graph.outputs().entrySet().stream()
        .filter(output -> computed.contains(output.getValue()))
        .forEach(output -> names.putIfAbsent(output.getValue(), output.getKey()));
  }

  /**
   * Writes a graph.
   *
   * @param graph what to write
   * @param weights how weights are stored
   * @param metadata provenance: keys and values of the model's {@code metadata_props}
   * @param producer exporter's name and version
   * @return the message
   * @throws IOException if a weight cannot be read
   */
  public static ModelProto write(
      Graph graph, WeightEncoding weights, Map<String, String> metadata, String producer)
      throws IOException {
    ModelProto.Builder model =
        ModelProto.newBuilder()
            .setIrVersion(IR_VERSION)
            .setProducerName(producer)
            .setGraph(new OnnxWriter(graph, weights).graph())
            .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET));
    if (graph.nodes().stream().anyMatch(node -> !node.operator().domain().isEmpty())) {
      model.addOpsetImport(
          OperatorSetIdProto.newBuilder().setDomain("com.microsoft").setVersion(1));
    }
    new TreeMap<>(metadata)
        .forEach(
            (key, value) ->
                model.addMetadataProps(
                    StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
    return model.build();
  }

  private GraphProto graph() throws IOException {
    GraphProto.Builder proto = GraphProto.newBuilder().setName(graph.name());
    for (Initializer initializer : graph.initializers()) {
      proto.addInitializer(tensor(initializer));
    }
    graph.inputs().forEach(input -> proto.addInput(info(input.name(), input)));
    graph.nodes().forEach(node -> proto.addNode(node(node)));
    graph.outputs().forEach((name, value) -> proto.addOutput(output(proto, name, value)));
    return proto.build();
  }

  /** An input, a constant, or a value fetched under a second name is fetched by an Identity. */
  private ValueInfoProto output(GraphProto.Builder proto, String name, Value value) {
    if (!name(value).equals(name)) {
      proto.addNode(
          NodeProto.newBuilder().setOpType("Identity").addInput(name(value)).addOutput(name));
    }
    return info(name, value);
  }

  private String name(Value value) {
    return names.getOrDefault(value, value.name());
  }

  private static ValueInfoProto info(String name, Value value) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (Dim dim : value.shape().dims()) {
      TensorShapeProto.Dimension.Builder extent = TensorShapeProto.Dimension.newBuilder();
      if (dim instanceof Dim.Fixed fixed) {
        extent.setDimValue(fixed.extent());
      } else {
        extent.setDimParam(dim.toString());
      }
      shape.addDim(extent);
    }
    TypeProto.Tensor tensor =
        TypeProto.Tensor.newBuilder().setElemType(value.element().code()).setShape(shape).build();
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }

  private NodeProto node(Node node) {
    NodeProto.Builder proto =
        NodeProto.newBuilder()
            .setName(node.name())
            .setOpType(node.operator().onnxName())
            .setDomain(node.operator().domain());
    node.call().inputs().forEach(input -> proto.addInput(name(input)));
    node.outputs().forEach(output -> proto.addOutput(isLeftOut(node, output) ? "" : name(output)));
    new TreeMap<>(node.call().attributes())
        .forEach((name, value) -> proto.addAttribute(attribute(name, value)));
    return proto.build();
  }

  private boolean isLeftOut(Node node, Value output) {
    boolean optional = node.operator().hasOptionalOutputs() && !output.equals(node.output(0));
    return optional && !live.needs(output);
  }

  private static AttributeProto attribute(String name, Attribute attribute) {
    AttributeProto.Builder proto = AttributeProto.newBuilder().setName(name);
    if (attribute instanceof Attribute.Int number) {
      proto.setType(AttributeProto.AttributeType.INT).setI(number.value());
    } else if (attribute instanceof Attribute.Ints numbers) {
      proto.setType(AttributeProto.AttributeType.INTS).addAllInts(numbers.values());
    } else if (attribute instanceof Attribute.Real number) {
      proto.setType(AttributeProto.AttributeType.FLOAT).setF(number.value());
    } else if (attribute instanceof Attribute.Text text) {
      proto
          .setType(AttributeProto.AttributeType.STRING)
          .setS(ByteString.copyFromUtf8(text.value()));
    }
    return proto.build();
  }

  private TensorProto tensor(Initializer initializer) throws IOException {
    Value value = initializer.value();
    TensorProto.Builder proto =
        TensorProto.newBuilder().setName(value.name()).setDataType(value.element().code());
    for (long extent : value.shape().extents()) {
      proto.addDims(extent);
    }
    if (initializer.content() instanceof Initializer.Weight weight) {
      weights.encode(proto, value, weight);
    } else if (initializer.content() instanceof Initializer.Reals reals) {
      proto.setRawData(bytes(reals.values(), value.element()));
    } else if (initializer.content() instanceof Initializer.Integers integers) {
      proto.setRawData(bytes(integers, value.element()));
    }
    return proto.build();
  }

  /**
   * Numbers as ONNX stores them, little-endian.
   *
   * @param values the numbers
   * @param element their type in the file
   * @return as many bytes a number as the type has
   */
  public static ByteString bytes(double[] values, ElementType element) {
    ByteBuffer buffer =
        ByteBuffer.allocate(Math.multiplyExact(values.length, 8)).order(ByteOrder.LITTLE_ENDIAN);
    for (double value : values) {
      switch (element) {
        case DOUBLE -> buffer.putDouble(value);
        case FLOAT -> buffer.putFloat((float) value);
        case FLOAT16 -> buffer.putShort(HalfPrecision.fromFloat((float) value));
        case INT64 -> buffer.putLong((long) value);
        case INT8, UINT8, BOOL -> buffer.put((byte) (int) value);
      }
    }
    return ByteString.copyFrom(buffer.flip());
  }

  private static ByteString bytes(Initializer.Integers integers, ElementType element) {
    ByteBuffer buffer =
        ByteBuffer.allocate(Math.multiplyExact(integers.values().size(), 8))
            .order(ByteOrder.LITTLE_ENDIAN);
    for (long value : integers.values()) { // not through doubles, which lose large numbers
      if (element == ElementType.INT64) {
        buffer.putLong(value);
      } else {
        buffer.put((byte) value);
      }
    }
    return ByteString.copyFrom(buffer.flip());
  }
}
