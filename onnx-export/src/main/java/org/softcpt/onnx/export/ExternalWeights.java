package org.softcpt.onnx.export;

import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.softcpt.models.safetensors.DType;
import org.softcpt.models.safetensors.SafetensorsFile;
import org.softcpt.models.safetensors.TensorInfo;
import org.softcpt.onnx.graph.ElementType;
import org.softcpt.onnx.graph.Initializer;
import org.softcpt.onnx.graph.Shape;
import org.softcpt.onnx.graph.Value;
import org.softcpt.onnx.graph.WeightEncoding;

/**
 * Weights as ONNX external data inside a safetensors file: name of the file, offset, length. All
 * text graphs share one file, which ONNX Runtime maps instead of reading, and no graph meets
 * protobuf's limit of 2 GB.
 *
 * @see <a href="https://github.com/onnx/onnx/blob/main/docs/ExternalData.md">ONNX external data</a>
 */
final class ExternalWeights implements WeightEncoding {

  private static final Map<ElementType, DType> TYPES =
      Map.of(
          ElementType.FLOAT, DType.F32,
          ElementType.FLOAT16, DType.F16,
          ElementType.INT8, DType.I8);

  private final String location;
  private final Map<String, TensorInfo> tensors;
  private final long dataStart;

  private ExternalWeights(String location, Map<String, TensorInfo> tensors, long dataStart) {
    this.location = location;
    this.tensors = Map.copyOf(tensors);
    this.dataStart = dataStart;
  }

  /** Reads where the tensors of a file lie; graphs that refer to them must lie beside it. */
  static ExternalWeights in(Path file) throws IOException {
    try (SafetensorsFile weights = SafetensorsFile.open(file)) {
      return new ExternalWeights(
          file.getFileName().toString(), weights.tensors(), weights.dataStart());
    }
  }

  @Override
  public void encode(TensorProto.Builder tensor, Value value, Initializer.Weight weight)
      throws IOException {
    TensorInfo info = tensors.get(weight.tensor());
    if (info == null
        || !Shape.of(info.shape().toArray()).equals(value.shape())
        || !info.dtype().equals(TYPES.get(value.element()))) {
      throw new IOException(
          "%s: the graph wants weight %s, the file gives %s".formatted(location, value, info));
    }
    tensor
        .setDataLocation(TensorProto.DataLocation.EXTERNAL)
        .addExternalData(entry("location", location))
        .addExternalData(entry("offset", Long.toString(dataStart + info.offset())))
        .addExternalData(entry("length", Long.toString(info.length())));
  }

  private static StringStringEntryProto entry(String key, String value) {
    return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
  }
}
