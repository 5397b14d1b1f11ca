package org.softcpt.models.safetensors;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.softcpt.models.io.InvalidInputException;

/**
 * A safetensors file, mapped into memory and checked as a whole when opened. Files and tensors may
 * be larger than 2 GB; what {@link #floats(String)} and {@link #longs(String)} return must fit a
 * Java array. Safe for concurrent use.
 *
 * <p>The mapping lives until the garbage collector finds it unused: Java 17 has no way to end it.
 */
public final class SafetensorsFile implements TensorFile {

  /** Largest array every JVM can make. */
  private static final int MAXIMUM_ELEMENTS = Integer.MAX_VALUE - 8;

  private final Path path;
  private final SafetensorsHeader header;
  private @Nullable MappedBytes bytes;

  private SafetensorsFile(Path path, SafetensorsHeader header, MappedBytes bytes) {
    this.path = path;
    this.header = header;
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
      SafetensorsHeader header = new HeaderReader(path, channel).read();
      return new SafetensorsFile(path, header, new MappedBytes(channel, stride));
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
    return header.dataStart();
  }

  /**
   * Where a tensor's bytes start: what ONNX's external data asks for.
   *
   * @param name the tensor
   * @return bytes from the start of the file
   * @throws IllegalArgumentException if there is no such tensor
   */
  public long fileOffset(String name) {
    return dataStart() + known(name).offset();
  }

  @Override
  public Set<String> names() {
    return tensors().keySet();
  }

  @Override
  public List<Integer> shape(String name) {
    return known(name).shape();
  }

  @Override
  public DType type(String name) {
    return known(name).dtype();
  }

  /**
   * A tensor's values as single precision; F32, F16 and BF16 convert exactly, F64 is rounded.
   *
   * @throws InvalidInputException if there is no such tensor, its type is another, or it does not
   *     fit an array
   */
  @Override
  public float[] floats(String name) throws InvalidInputException {
    TensorInfo info = wanted(name);
    require(info, ElementReader.FLOATS);
    float[] values = new float[count(info)];
    read(info, values.length, ElementReader.into(values, info.dtype()));
    return values;
  }

  /**
   * One row of a matrix as single precision, without reading the others.
   *
   * @param name of a tensor {@code [rows, columns]}
   * @param row 0..rows-1
   * @return {@code [columns]}, new
   * @throws InvalidInputException if there is no such tensor, or it is no matrix of real numbers
   * @throws IllegalArgumentException if it has no such row
   */
  public float[] row(String name, int row) throws InvalidInputException {
    TensorInfo info = wanted(name);
    require(info, ElementReader.FLOATS);
    if (info.shape().size() != 2) {
      throw invalid(info, "has shape %s, expected a matrix".formatted(info.shape()));
    }
    if (row < 0 || row >= info.shape().get(0)) {
      throw new IllegalArgumentException(
          "tensor '%s' %s has no row %d".formatted(name, info.shape(), row));
    }
    float[] values = new float[info.shape().get(1)];
    int size = info.dtype().bytes();
    long offset = dataStart() + info.offset() + (long) row * values.length * size;
    mapped().read(offset, size, values.length, ElementReader.into(values, info.dtype()));
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
    require(info, ElementReader.INTEGERS);
    long[] values = new long[count(info)];
    read(info, values.length, ElementReader.into(values, info.dtype()));
    return values;
  }

  /** Lets the mapping go; later reads fail. */
  @Override
  public void close() {
    bytes = null;
  }

  private void read(TensorInfo info, int elements, MappedBytes.Block block) {
    mapped().read(dataStart() + info.offset(), info.dtype().bytes(), elements, block);
  }

  private MappedBytes mapped() {
    MappedBytes open = bytes;
    if (open == null) {
      throw new IllegalStateException(path + " is closed");
    }
    return open;
  }

  private void require(TensorInfo info, List<DType> types) throws InvalidInputException {
    if (!types.contains(info.dtype())) {
      throw invalid(info, "is %s, expected one of %s".formatted(info.dtype(), types));
    }
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
}
