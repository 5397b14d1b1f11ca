package org.softcpt.models.safetensors;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.softcpt.models.io.AtomicFile;
import org.softcpt.models.io.Json;
import org.softcpt.models.tensor.FloatTensor;

/**
 * Writes a safetensors file: tensors in the order they were added, the data section aligned to
 * eight bytes by spaces after the header. Equal content gives equal bytes. Not for concurrent use.
 */
public final class SafetensorsWriter {

  private static final int ALIGNMENT = 8;

  private final Map<String, String> metadata = new TreeMap<>();
  private final Map<String, TensorInfo> tensors = new LinkedHashMap<>();
  private final Map<String, Elements> contents = new LinkedHashMap<>();
  private long dataLength;

  /** Makes a writer with nothing in it. */
  public SafetensorsWriter() {}

  /** Writes a tensor's elements. */
  @FunctionalInterface
  private interface Elements {
    void writeTo(ElementChannel out, TensorInfo info) throws IOException;
  }

  /**
   * Adds free text to the header.
   *
   * @param key replaces an earlier entry
   * @param value any text
   * @return this
   */
  public SafetensorsWriter metadata(String key, String value) {
    metadata.put(key, value);
    return this;
  }

  /**
   * Adds a tensor as F32.
   *
   * @param name not used before
   * @param tensor not copied: must stay as it is until the file is written
   * @return this
   * @throws IllegalArgumentException if the name is taken
   */
  public SafetensorsWriter add(String name, FloatTensor tensor) {
    return add(name, DType.F32, tensor.shape(), tensor::values);
  }

  /**
   * Adds a tensor whose values are made when they are written.
   *
   * @param name not used before
   * @param dtype F32; F16: rounded to the nearest, ties to even; or I8: whole numbers from -128 to
   *     127
   * @param shape extents, outermost first
   * @param content asked once per {@link #write(Path)}
   * @return this
   * @throws IllegalArgumentException if the name is taken or the type is another
   */
  public SafetensorsWriter add(
      String name, DType dtype, List<Integer> shape, TensorContent content) {
    if (!ElementChannel.FROM_FLOATS.contains(dtype)) {
      throw new IllegalArgumentException(
          "tensor '%s': cannot write floats as %s".formatted(name, dtype));
    }
    return add(name, dtype, shape, (out, info) -> out.write(info, content.floats()));
  }

  /**
   * Adds whole numbers as I64.
   *
   * @param name not used before
   * @param values row-major; not copied
   * @param shape extents, outermost first; none for a scalar
   * @return this
   * @throws IllegalArgumentException if the name is taken or the counts disagree
   */
  public SafetensorsWriter add(String name, long[] values, int... shape) {
    List<Integer> extents = Arrays.stream(shape).boxed().toList();
    ElementChannel.checkCount(name, extents, values.length);
    return add(name, DType.I64, extents, (out, info) -> out.write(values));
  }

  /**
   * Writes the file atomically: whole or not at all.
   *
   * @param path the file to make or replace
   * @throws IOException if writing fails or a tensor's content cannot be made
   * @throws IllegalArgumentException if a content gives another number of values than its shape
   *     has, or a value that I8 cannot hold
   */
  public void write(Path path) throws IOException {
    AtomicFile.write(path, this::writeTo);
  }

  private SafetensorsWriter add(String name, DType dtype, List<Integer> shape, Elements elements) {
    if (name.equals(SafetensorsHeader.METADATA_KEY) || tensors.containsKey(name)) {
      throw new IllegalArgumentException("tensor name '%s' is taken".formatted(name));
    }
    long length = TensorInfo.bytes(dtype, shape);
    tensors.put(name, new TensorInfo(name, dtype, shape, dataLength, length));
    contents.put(name, elements);
    dataLength = Math.addExact(dataLength, length);
    return this;
  }

  private void writeTo(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ElementChannel out = new ElementChannel(channel);
      byte[] header = header();
      out.write(new long[] {header.length});
      out.write(ByteBuffer.wrap(header));
      for (TensorInfo tensor : tensors.values()) {
        contents.get(tensor.name()).writeTo(out, tensor);
      }
    }
  }

  private byte[] header() {
    ObjectNode root = Json.mapper().createObjectNode();
    if (!metadata.isEmpty()) {
      metadata.forEach(root.putObject(SafetensorsHeader.METADATA_KEY)::put);
    }
    for (TensorInfo tensor : tensors.values()) {
      ObjectNode node = root.putObject(tensor.name()).put("dtype", tensor.dtype().name());
      tensor.shape().forEach(node.putArray("shape")::add);
      node.putArray("data_offsets").add(tensor.offset()).add(tensor.end());
    }
    byte[] json = root.toString().getBytes(StandardCharsets.UTF_8);
    int padded = (json.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    byte[] header = Arrays.copyOf(json, padded);
    Arrays.fill(header, json.length, padded, (byte) ' ');
    return header;
  }
}
