package org.softcpt.onnx.graph;

import ai.onnx.proto.OnnxMl.TensorProto;
import java.io.IOException;

/** How a weight gets into an ONNX file: its bytes inside, or a reference to a file beside it. */
@FunctionalInterface
public interface WeightEncoding {

  /**
   * Fills in the data of a tensor whose name, type and extents are set.
   *
   * @param tensor receives the data or the reference
   * @param value what the graph calls the weight, with type and shape
   * @param weight its name in the weight store
   * @throws IOException if the weight cannot be read, or has another shape than the graph says
   */
  void encode(TensorProto.Builder tensor, Value value, Initializer.Weight weight)
      throws IOException;
}
