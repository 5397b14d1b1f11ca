package org.softcpt.onnx.testing;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;

/** Tensors of ONNX Runtime, of the element types that our graphs have. */
final class OrtTensors {

  private OrtTensors() {}

  static OnnxTensor of(OrtEnvironment environment, NodeInfo input, Tensor tensor)
      throws OrtException {
    TensorInfo info = (TensorInfo) input.getInfo();
    double[] values = tensor.values();
    long[] extents = tensor.extents();
    return switch (info.type) {
      case FLOAT -> OnnxTensor.createTensor(environment, FloatBuffer.wrap(floats(values)), extents);
      case DOUBLE -> OnnxTensor.createTensor(environment, DoubleBuffer.wrap(values), extents);
      case INT64 -> OnnxTensor.createTensor(environment, LongBuffer.wrap(longs(values)), extents);
      case BOOL -> OnnxTensor.createTensor(environment, bytes(values), extents, info.type);
      default -> throw new IllegalArgumentException("cannot feed " + input);
    };
  }

  static Tensor read(OnnxTensor tensor) {
    TensorInfo info = tensor.getInfo();
    ByteBuffer bytes = tensor.getByteBuffer().order(ByteOrder.nativeOrder());
    int count = Math.toIntExact(info.getNumElements());
    double[] values = new double[count];
    switch (info.type) {
      case FLOAT -> Arrays.setAll(values, i -> bytes.getFloat(4 * i));
      case DOUBLE -> Arrays.setAll(values, i -> bytes.getDouble(8 * i));
      case INT64 -> Arrays.setAll(values, i -> bytes.getLong(8 * i));
      case BOOL -> Arrays.setAll(values, bytes::get);
      default -> throw new IllegalArgumentException("cannot read " + info);
    }
    return new Tensor(info.getShape(), values);
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  private static long[] longs(double[] values) {
    return Arrays.stream(values).mapToLong(value -> (long) value).toArray();
  }

  private static ByteBuffer bytes(double[] values) {
    ByteBuffer bytes = ByteBuffer.allocateDirect(values.length).order(ByteOrder.nativeOrder());
    Arrays.stream(values).forEach(value -> bytes.put((byte) value));
    return bytes.flip();
  }
}
