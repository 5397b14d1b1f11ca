package org.softcpt.runtime;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The inputs of one run in native memory; closing gives the buffers back to the pool. */
final class NativeInputs implements AutoCloseable {

  private final BufferPool pool;
  private final List<ByteBuffer> buffers = new ArrayList<>();
  private final Map<String, OnnxTensor> tensors = new LinkedHashMap<>();

  private NativeInputs(BufferPool pool) {
    this.pool = pool;
  }

  static NativeInputs copyOf(OrtEnvironment environment, Inputs inputs, BufferPool pool)
      throws OrtException {
    NativeInputs result = new NativeInputs(pool);
    try {
      for (Map.Entry<String, Inputs.Value> entry : inputs.values().entrySet()) {
        result.tensors.put(entry.getKey(), result.tensor(environment, entry.getValue()));
      }
      return result;
    } catch (OrtException | RuntimeException | Error e) {
      result.close();
      throw e;
    }
  }

  Map<String, OnnxTensor> tensors() {
    return tensors;
  }

  private OnnxTensor tensor(OrtEnvironment environment, Inputs.Value value) throws OrtException {
    boolean isFloat = value.type() == TensorSpec.Type.FLOAT;
    int elementBytes = isFloat ? Float.BYTES : Long.BYTES;
    ByteBuffer buffer = pool.take(Math.multiplyExact(value.elements().remaining(), elementBytes));
    buffers.add(buffer);
    if (isFloat) {
      buffer.asFloatBuffer().put(((FloatBuffer) value.elements()).duplicate());
    } else {
      buffer.asLongBuffer().put(((LongBuffer) value.elements()).duplicate());
    }
    OnnxJavaType type = isFloat ? OnnxJavaType.FLOAT : OnnxJavaType.INT64;
    return OnnxTensor.createTensor(environment, buffer, value.shape(), type); // does not copy
  }

  @Override
  public void close() {
    tensors.values().forEach(OnnxTensor::close);
    buffers.forEach(pool::giveBack);
  }
}
