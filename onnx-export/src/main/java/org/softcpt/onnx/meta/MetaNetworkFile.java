package org.softcpt.onnx.meta;

import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.softcpt.models.io.Json;
import org.softcpt.models.tensor.FloatTensor;
import org.softcpt.onnx.export.ClipExporter;
import org.softcpt.onnx.graph.ElementType;
import org.softcpt.onnx.graph.Graph;
import org.softcpt.onnx.graph.GraphBuilder;
import org.softcpt.onnx.graph.Initializer;
import org.softcpt.onnx.graph.OnnxWriter;
import org.softcpt.onnx.graph.Operator;
import org.softcpt.onnx.graph.Ops;
import org.softcpt.onnx.graph.Shape;
import org.softcpt.onnx.graph.Value;
import org.softcpt.onnx.meta.MetaNetworkGraph.Layer;

/** Builds the graph of a meta network and writes it, weights inside. */
final class MetaNetworkFile {

  private static final String CONTEXT_WEIGHT = "task_context.vectors";

  private final MetaNetworkGraph network;
  private final GraphBuilder builder = new GraphBuilder(ElementType.FLOAT);
  private final Ops ops = new Ops(builder);
  private final Map<String, FloatTensor> weights = new HashMap<>();

  MetaNetworkFile(MetaNetworkGraph network) {
    this.network = network;
  }

  void write(Path file) throws IOException {
    Map<String, String> metadata =
        Map.of(
            "softcpt.exporter",
            ClipExporter.EXPORTER,
            MetaNetworkGraph.METADATA,
            Json.line(MetaNetworkFacts.of(network)));
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      OnnxWriter.write(graph(), this::encode, metadata, ClipExporter.EXPORTER).writeTo(out);
    }
  }

  private Graph graph() {
    int tokenWidth = network.tokenWidth();
    Shape features = Shape.of("T", network.featureWidth());
    Value rows = builder.input(MetaNetworkGraph.TASK_FEATURES, builder.real(), features);
    int length = network.taskContextLength();
    Value taskContext = weight(CONTEXT_WEIGHT, network.taskContext(), 1, length, tokenWidth);
    for (int i = 0; i < network.layers().size(); i++) {
      boolean last = i == network.layers().size() - 1;
      Value map = mapped(rows, network.layers().get(i), "sub_network." + i);
      rows = last ? map : ops.apply(Operator.RELU, map);
    }
    Shape contexts = Shape.of("T", network.contextLength(), tokenWidth);
    Map<String, Value> outputs = new LinkedHashMap<>();
    outputs.put(MetaNetworkGraph.TASK_CONTEXT, taskContext);
    outputs.put(MetaNetworkGraph.CONTEXTS, ops.reshape(rows, contexts));
    return builder.finish("meta_network", outputs);
  }

  private Value mapped(Value rows, Layer layer, String name) {
    Value matrix = weight(name + ".weight", layer.weight(), layer.inputs(), layer.outputs());
    if (layer.bias().isEmpty()) {
      return ops.gemm(rows, matrix, null, false);
    }
    Value bias = weight(name + ".bias", layer.bias().get(), layer.outputs());
    return ops.gemm(rows, matrix, bias, false);
  }

  private Value weight(String name, FloatTensor tensor, long... extents) {
    weights.put(name, tensor);
    return builder.weight(name, extents);
  }

  private void encode(TensorProto.Builder proto, Value value, Initializer.Weight weight) {
    float[] values = weights.get(weight.tensor()).values();
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    proto.setRawData(ByteString.copyFrom(bytes));
  }
}
