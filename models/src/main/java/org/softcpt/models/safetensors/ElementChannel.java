package org.softcpt.models.safetensors;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.util.List;
import org.softcpt.models.tensor.HalfPrecision;
import org.softcpt.models.tensor.TensorShape;

/** Writes arrays as little-endian bytes through one buffer. */
final class ElementChannel {

  private static final int BUFFER_BYTES = 1 << 20;

  private final WritableByteChannel channel;
  private final ByteBuffer buffer =
      ByteBuffer.allocateDirect(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);

  ElementChannel(WritableByteChannel channel) {
    this.channel = channel;
  }

  /** Puts one element of an array into the buffer. */
  @FunctionalInterface
  private interface Put {
    void element(int index);
  }

  static void checkCount(String name, List<Integer> shape, int found) {
    if (TensorShape.elements(shape) != found) {
      throw new IllegalArgumentException(
          "tensor '%s': shape %s holds %d values, got %d"
              .formatted(name, shape, TensorShape.elements(shape), found));
    }
  }

  void write(TensorInfo info, float[] values) throws IOException {
    checkCount(info.name(), info.shape(), values.length);
    if (info.dtype() == DType.F16) {
      write(values.length, Short.BYTES, i -> buffer.putShort(HalfPrecision.fromFloat(values[i])));
    } else {
      write(values.length, Float.BYTES, i -> buffer.putFloat(values[i]));
    }
  }

  void write(long[] values) throws IOException {
    write(values.length, Long.BYTES, i -> buffer.putLong(values[i]));
  }

  void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private void write(int count, int elementBytes, Put put) throws IOException {
    int block = BUFFER_BYTES / elementBytes;
    for (int first = 0; first < count; first += block) {
      int end = first + Math.min(count - first, block);
      buffer.clear();
      for (int i = first; i < end; i++) {
        put.element(i);
      }
      write(buffer.flip());
    }
  }
}
