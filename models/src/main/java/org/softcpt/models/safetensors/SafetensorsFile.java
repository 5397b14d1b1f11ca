package org.softcpt.models.safetensors;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.tensor.HalfPrecision;
import org.softcpt.models.tensor.TensorSource;

/**
 * A safetensors file, mapped into memory and checked as a whole when opened. Files and tensors may
 * be larger than 2 GB; what {@link #floats(String)} and {@link #longs(String)} return must fit a
 * Java array. Safe for concurrent use.
 *
 * <p>The mapping lives until the garbage collector finds it unused: Java 17 has no way to end it.
 */
public final class SafetensorsFile implements TensorSource, AutoCloseable {

  /** Largest array every JVM can make. */
  private static final int MAXIMUM_ELEMENTS = Integer.MAX_VALUE - 8;

  private final Path path;
  private final SafetensorsHeader header;
  private final long dataStart;
  private @Nullable MappedBytes bytes;

  private SafetensorsFile(Path path, SafetensorsHeader header, long dataStart, MappedBytes bytes) {
    this.path = path;
    this.header = header;
    this.dataStart = dataStart;
    this.bytes = bytes;
  }

  /**
   * Opens a file and checks all of its header.
   *
   * @param path the file
   * @return the open file
   * @throws InvalidInputException if it is missing or breaks a rule of the format; the message
   *     names file, tensor and reason
   * @throws IOException if reading fails
   */
  public static SafetensorsFile open(Path path) throws IOException {
    return open(path, MappedBytes.STRIDE);
  }

  /** The stride is for tests of what happens where one buffer ends. */
  static SafetensorsFile open(Path path, int stride) throws IOException {
    if (!Files.isRegularFile(path)) {
      throw new InvalidInputException(path + ": no such file");
    }
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      int headerLength = headerLength(path, channel);
      long dataStart = SafetensorsHeader.LENGTH_BYTES + headerLength;
      ByteBuffer header = read(channel, SafetensorsHeader.LENGTH_BYTES, headerLength);
      SafetensorsHeader parsed = new HeaderParser(path, channel.size() - dataStart).parse(header);
      return new SafetensorsFile(path, parsed, dataStart, new MappedBytes(channel, stride));
    }
  }

  /**
   * Free text of the header.
   *
   * @return by key; unmodifiable
   */
  public Map<String, String> metadata() {
    return header.metadata();
  }

  /**
   * All tensors.
   *
   * @return by name, in the order of their bytes; unmodifiable
   */
  public Map<String, TensorInfo> tensors() {
    return header.tensors();
  }

  /**
   * Where the data section starts.
   *
   * @return bytes from the start of the file
   */
  public long dataStart() {
    return dataStart;
  }

  /**
   * Where a tensor's bytes start: what ONNX's external data asks for.
   *
   * @param name the tensor
   * @return bytes from the start of the file
   * @throws IllegalArgumentException if there is no such tensor
   */
  public long fileOffset(String name) {
    return dataStart + known(name).offset();
  }

  @Override
  public Set<String> names() {
    return tensors().keySet();
  }

  @Override
  public List<Integer> shape(String name) {
    return known(name).shape();
  }

  /**
   * A tensor's values as single precision; F32, F16 and BF16 convert exactly.
   *
   * @throws InvalidInputException if there is no such tensor, its type is another, or it does not
   *     fit an array
   */
  @Override
  public float[] floats(String name) throws InvalidInputException {
    TensorInfo info = wanted(name);
    float[] values = new float[count(info)];
    read(info, values.length, floatBlock(info, values));
    return values;
  }

  /**
   * A tensor's whole numbers, row-major.
   *
   * @param name one of {@link #names()}
   * @return a new array
   * @throws InvalidInputException if there is no such tensor, its type is neither I64 nor I32, or
   *     it does not fit an array
   */
  public long[] longs(String name) throws InvalidInputException {
    TensorInfo info = wanted(name);
    long[] values = new long[count(info)];
    read(info, values.length, longBlock(info, values));
    return values;
  }

  /** Lets the mapping go; later reads fail. */
  @Override
  public void close() {
    bytes = null;
  }

  private void read(TensorInfo info, int elements, MappedBytes.Block block) {
    MappedBytes open = bytes;
    if (open == null) {
      throw new IllegalStateException(path + " is closed");
    }
    open.read(dataStart + info.offset(), info.dtype().bytes(), elements, block);
  }

  private MappedBytes.Block floatBlock(TensorInfo info, float[] values)
      throws InvalidInputException {
    return switch (info.dtype()) {
      case F32 -> (bytes, first, count) -> bytes.asFloatBuffer().get(values, first, count);
      case F16 ->
          (bytes, first, count) -> {
            ShortBuffer halves = bytes.asShortBuffer();
            for (int i = 0; i < count; i++) {
              values[first + i] = HalfPrecision.toFloat(halves.get(i));
            }
          };
      case BF16 ->
          (bytes, first, count) -> {
            ShortBuffer halves = bytes.asShortBuffer();
            for (int i = 0; i < count; i++) {
              values[first + i] = HalfPrecision.bfloatToFloat(halves.get(i));
            }
          };
      default -> throw invalid(info, "is %s, expected F32, F16 or BF16".formatted(info.dtype()));
    };
  }

  private MappedBytes.Block longBlock(TensorInfo info, long[] values) throws InvalidInputException {
    return switch (info.dtype()) {
      case I64 ->
          (bytes, first, count) -> {
            LongBuffer longs = bytes.asLongBuffer();
            longs.get(values, first, count);
          };
      case I32 ->
          (bytes, first, count) -> {
            for (int i = 0; i < count; i++) {
              values[first + i] = bytes.getInt(i * Integer.BYTES);
            }
          };
      default -> throw invalid(info, "is %s, expected I64 or I32".formatted(info.dtype()));
    };
  }

  private int count(TensorInfo info) throws InvalidInputException {
    if (info.elements() > MAXIMUM_ELEMENTS) {
      throw invalid(
          info,
          "%s has %d elements, an array holds %d"
              .formatted(info.shape(), info.elements(), MAXIMUM_ELEMENTS));
    }
    return (int) info.elements();
  }

  private TensorInfo wanted(String name) throws InvalidInputException {
    TensorInfo info = tensors().get(name);
    if (info == null) {
      throw new InvalidInputException(
          "%s: no tensor '%s' among its %d".formatted(path, name, tensors().size()));
    }
    return info;
  }

  private TensorInfo known(String name) {
    TensorInfo info = tensors().get(name);
    if (info == null) {
      throw new IllegalArgumentException("%s: no tensor '%s'".formatted(path, name));
    }
    return info;
  }

  private InvalidInputException invalid(TensorInfo info, String reason) {
    return new InvalidInputException("%s: tensor '%s' %s".formatted(path, info.name(), reason));
  }

  private static int headerLength(Path path, FileChannel channel) throws IOException {
    long size = channel.size();
    if (size < SafetensorsHeader.LENGTH_BYTES) {
      throw new InvalidInputException(
          "%s: %d bytes, too short for a safetensors header".formatted(path, size));
    }
    long length = read(channel, 0, SafetensorsHeader.LENGTH_BYTES).getLong();
    if (length < 0 || length > SafetensorsHeader.MAXIMUM_BYTES) {
      throw new InvalidInputException(
          "%s: header of %s bytes, at most %d allowed: not safetensors"
              .formatted(path, Long.toUnsignedString(length), SafetensorsHeader.MAXIMUM_BYTES));
    }
    if (length > size - SafetensorsHeader.LENGTH_BYTES) {
      throw new InvalidInputException(
          "%s: header of %d bytes in a file of %d: truncated".formatted(path, length, size));
    }
    return (int) length;
  }

  private static ByteBuffer read(FileChannel channel, long position, int length)
      throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, position + buffer.position()) < 0) {
        throw new IOException("the file shrank while it was read");
      }
    }
    return buffer.flip();
  }
}
