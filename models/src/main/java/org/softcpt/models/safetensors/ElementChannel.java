package org.softcpt.models.safetensors;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.util.List;
import java.util.Set;
import org.softcpt.models.tensor.HalfPrecision;
import org.softcpt.models.tensor.TensorShape;

/** Writes arrays as little-endian bytes through one buffer. */
final class ElementChannel {

  /** What can be written from single precision. */
  static final Set<DType> FROM_FLOATS = Set.of(DType.F32, DType.F16, DType.I8);

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
    } else if (info.dtype() == DType.I8) {
      write(values.length, Byte.BYTES, i -> buffer.put(wholeByte(info.name(), values[i])));
    } else {
      write(values.length, Float.BYTES, i -> buffer.putFloat(values[i]));
    }
  }

  private static byte wholeByte(String name, float value) {
    byte whole = (byte) value;
    if (whole != value) {
      throw new IllegalArgumentException(
          "tensor '%s': expected whole numbers from -128 to 127, got %s".formatted(name, value));
    }
    return whole;
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
