package org.softcpt.runtime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;

/**
 * The outputs of one run, in native memory until closed. Arrays handed out are the caller's own.
 * Not safe for concurrent use.
 */
public final class Outputs implements AutoCloseable {

  private final OrtSession.Result result;
  private boolean closed;

  Outputs(OrtSession.Result result) {
    this.result = result;
  }

  /**
   * An output's elements.
   *
   * @param name the graph's output
   * @return a new array, row-major
   * @throws IllegalArgumentException if there is no such output or it is not float
   * @throws IllegalStateException if closed
   */
  public float[] floats(String name) {
    FloatBuffer copy = tensor(name, TensorSpec.Type.FLOAT).getFloatBuffer();
    return copy.array(); // ONNX Runtime has copied it to the heap for us
  }

  /**
   * An output's elements.
   *
   * @param name the graph's output
   * @return a new array, row-major
   * @throws IllegalArgumentException if there is no such output or it is not int64
   * @throws IllegalStateException if closed
   */
  public long[] longs(String name) {
    LongBuffer copy = tensor(name, TensorSpec.Type.INT64).getLongBuffer();
    return copy.array();
  }

  /**
   * The only element of an output, e.g. a loss.
   *
   * @param name the graph's output
   * @return its value
   * @throws IllegalArgumentException if there is no such output, it is not float or has not exactly
   *     one element
   * @throws IllegalStateException if closed
   */
  public float scalar(String name) {
    float[] values = floats(name);
    if (values.length != 1) {
      throw new IllegalArgumentException(
          "output '%s': expected one element, found %d".formatted(name, values.length));
    }
    return values[0];
  }

  /**
   * An output's extents.
   *
   * @param name the graph's output
   * @return a new array, outermost first; empty for a scalar
   * @throws IllegalArgumentException if there is no such output
   * @throws IllegalStateException if closed
   */
  public long[] shape(String name) {
    return info(value(name)).getShape().clone();
  }

  /** Frees the native memory; further calls do nothing. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      result.close();
    }
  }

  private OnnxTensor tensor(String name, TensorSpec.Type type) {
    OnnxTensor tensor = value(name);
    if (!info(tensor).type.name().equals(type.name())) {
      throw new IllegalArgumentException(
          "output '%s': expected %s, found %s".formatted(name, type, info(tensor).type));
    }
    return tensor;
  }

  private OnnxTensor value(String name) {
    if (closed) {
      throw new IllegalStateException("outputs are closed");
    }
    OnnxValue value =
        result
            .get(name)
            .orElseThrow(() -> new IllegalArgumentException("no output '%s'".formatted(name)));
    return (OnnxTensor) value; // the session refuses graphs with other kinds of outputs
  }

  private static TensorInfo info(OnnxTensor tensor) {
    return tensor.getInfo();
  }
}
