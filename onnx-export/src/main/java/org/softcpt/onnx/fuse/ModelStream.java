package org.softcpt.onnx.fuse;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes an ONNX file whose weights are copied from another file on the way: as protobuf objects
 * they would have to be in memory all at once, twice.
 */
final class ModelStream {

  /** Field 7 of ModelProto, 5 of GraphProto, 9 of TensorProto. */
  private static final int GRAPH = ModelProto.GRAPH_FIELD_NUMBER;

  private static final int INITIALIZER = GraphProto.INITIALIZER_FIELD_NUMBER;
  private static final int RAW_DATA = TensorProto.RAW_DATA_FIELD_NUMBER;

  /** A tensor without its numbers, and where these are. */
  private record Weight(TensorProto tensor, WeightRange range) {

    long size() {
      return tensor.getSerializedSize() + ModelStream.size(RAW_DATA, range.length());
    }
  }

  private final ModelProto model;
  private final GraphProto graph;
  private final List<Weight> weights = new ArrayList<>();

  /**
   * Prepares.
   *
   * @param model everything but its graph
   * @param graph everything but the weights that are copied
   */
  ModelStream(ModelProto model, GraphProto graph) {
    this.model = model.toBuilder().clearGraph().build();
    this.graph = graph;
  }

  /** Adds a weight whose bytes are copied. */
  void copy(TensorProto tensor, WeightRange range) {
    TensorProto bare = tensor.toBuilder().clearExternalData().clearDataLocation().build();
    weights.add(new Weight(bare, range));
  }

  /** Size of the file that {@link #write} would write. */
  long size() {
    return model.getSerializedSize() + size(GRAPH, graphSize());
  }

  private long graphSize() {
    return graph.getSerializedSize()
        + weights.stream().mapToLong(weight -> size(INITIALIZER, weight.size())).sum();
  }

  /** Of a field of some bytes: its tag, its length, and these. */
  private static long size(int field, long bytes) {
    return CodedOutputStream.computeTagSize(field)
        + CodedOutputStream.computeUInt64SizeNoTag(bytes)
        + bytes;
  }

  /** Writes a new file that only says where the weights are: in this file beside it. */
  void writeReferring(Path target, String weightFile) throws IOException {
    GraphProto.Builder whole = graph.toBuilder();
    weights.forEach(weight -> whole.addInitializer(weight.range().in(weightFile, weight.tensor())));
    try (OutputStream file = Files.newOutputStream(target)) {
      model.toBuilder().setGraph(whole).build().writeTo(file);
    }
  }

  /** Writes a new file with the weights in it. */
  void write(Path target, Path weightFile) throws IOException {
    try (OutputStream file = Files.newOutputStream(target);
        FileChannel source = FileChannel.open(weightFile)) {
      CodedOutputStream out = CodedOutputStream.newInstance(file, 1 << 16);
      model.writeTo(out);
      begin(out, GRAPH, graphSize());
      graph.writeTo(out);
      for (Weight weight : weights) {
        begin(out, INITIALIZER, weight.size());
        weight.tensor().writeTo(out);
        begin(out, RAW_DATA, weight.range().length());
        copy(source, weight.range(), out);
      }
      out.flush();
    }
  }

  private static void begin(CodedOutputStream out, int field, long bytes) throws IOException {
    out.writeTag(field, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    out.writeUInt64NoTag(bytes);
  }

  private static void copy(FileChannel source, WeightRange range, CodedOutputStream out)
      throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
    long end = range.offset() + range.length();
    for (long at = range.offset(); at < end; at += buffer.limit()) {
      buffer.clear().limit((int) Math.min(buffer.capacity(), end - at));
      if (source.read(buffer, at) < 1) {
        throw new EOFException("weights end at byte %d, expected %d".formatted(at, end));
      }
      buffer.flip();
      out.write(buffer.array(), 0, buffer.limit());
    }
  }
}
