package org.softcpt.runtime;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.softcpt.models.io.InvalidInputException;

/**
 * Finds the files an ONNX model keeps tensors in, before ONNX Runtime opens them. Walks the
 * protobuf encoding and looks only at the fields that can hold a tensor; weights are skipped.
 *
 * @see <a href="https://github.com/onnx/onnx/blob/main/onnx/onnx.proto">The messages</a>
 * @see <a href="https://protobuf.dev/programming-guides/encoding/">The encoding</a>
 */
final class ExternalData {

  /** Protobuf's own limit for nested messages. */
  private static final int DEEPEST = 100;

  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int BYTES = 2;
  private static final int FIXED32 = 5;

  /** ONNX Runtime's own format, which it would also accept; marked at byte 4. */
  private static final int ORT_FORMAT = 0x4F52544D; // "ORTM"

  private static final int KEY = 1; // fields of StringStringEntryProto
  private static final int VALUE = 2;

  /** The messages on the way to a tensor's file name. */
  private enum Message {
    MODEL,
    TRAINING,
    FUNCTION,
    GRAPH,
    NODE,
    ATTRIBUTE,
    SPARSE,
    TENSOR,
    ENTRY
  }

  /** Message by field number; other fields are skipped. */
  private static final Map<Message, Map<Integer, Message>> FIELDS =
      Map.of(
          Message.MODEL, Map.of(7, Message.GRAPH, 20, Message.TRAINING, 25, Message.FUNCTION),
          Message.TRAINING, Map.of(1, Message.GRAPH, 2, Message.GRAPH),
          Message.FUNCTION, Map.of(7, Message.NODE, 11, Message.ATTRIBUTE),
          Message.GRAPH, Map.of(1, Message.NODE, 5, Message.TENSOR, 15, Message.SPARSE),
          Message.NODE, Map.of(5, Message.ATTRIBUTE),
          Message.ATTRIBUTE,
              Map.of(
                  5,
                  Message.TENSOR,
                  6,
                  Message.GRAPH,
                  10,
                  Message.TENSOR,
                  11,
                  Message.GRAPH,
                  22,
                  Message.SPARSE,
                  23,
                  Message.SPARSE),
          Message.SPARSE, Map.of(1, Message.TENSOR, 2, Message.TENSOR),
          Message.TENSOR, Map.of(13, Message.ENTRY),
          Message.ENTRY, Map.of());

  private final String name;
  private final Set<String> locations = new LinkedHashSet<>();

  private ExternalData(String name) {
    this.name = name;
  }

  /**
   * The files a model refers to.
   *
   * @param graph the ONNX file
   * @return names as written in the model
   * @throws InvalidInputException if it is missing, over 2 GiB or no protobuf
   * @throws IOException if it cannot be read
   */
  static Set<String> locations(Path graph) throws IOException {
    if (!Files.isRegularFile(graph)) {
      throw new InvalidInputException(graph + ": no such file");
    }
    try (FileChannel channel = FileChannel.open(graph)) {
      if (channel.size() > Integer.MAX_VALUE) {
        throw new InvalidInputException(
            "%s: expected at most 2 GiB, found %d bytes".formatted(graph, channel.size()));
      }
      ByteBuffer bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
      return locations(graph.toString(), bytes);
    }
  }

  /**
   * The files a model refers to.
   *
   * @param name what to call the model in messages
   * @param bytes the serialised model
   * @return names as written in the model
   * @throws InvalidInputException if it is no protobuf
   */
  static Set<String> locations(String name, ByteBuffer bytes) throws InvalidInputException {
    ExternalData scan = new ExternalData(name);
    if (bytes.remaining() < 8 || bytes.getInt(4) == ORT_FORMAT) {
      throw scan.malformed("neither empty nor in ONNX Runtime's own format", 0);
    }
    scan.walk(bytes, Message.MODEL, 0);
    return scan.locations;
  }

  private void walk(ByteBuffer bytes, Message message, int depth) throws InvalidInputException {
    if (depth > DEEPEST) {
      throw malformed("at most %d nested messages".formatted(DEEPEST), bytes.position());
    }
    if (message == Message.ENTRY) {
      entry(bytes);
      return;
    }
    while (bytes.hasRemaining()) {
      long tag = tag(bytes);
      ByteBuffer content = field(bytes, (int) tag & 7);
      Message child = FIELDS.get(message).get((int) (tag >>> 3));
      if (child != null && (tag & 7) == BYTES) {
        walk(content, child, depth + 1);
      }
    }
  }

  /** A key and a value in any order; of several the last counts, as protobuf says. */
  private void entry(ByteBuffer bytes) throws InvalidInputException {
    String key = "";
    String value = "";
    while (bytes.hasRemaining()) {
      long tag = tag(bytes);
      ByteBuffer content = field(bytes, (int) tag & 7);
      if (tag == (KEY << 3 | BYTES)) {
        key = text(content);
      } else if (tag == (VALUE << 3 | BYTES)) {
        value = text(content);
      }
    }
    if (key.equals("location")) {
      locations.add(value);
    }
  }

  private long tag(ByteBuffer bytes) throws InvalidInputException {
    int start = bytes.position();
    long tag = varint(bytes);
    if (tag >>> 3 == 0 || tag >>> 32 != 0) {
      throw malformed("a field number", start);
    }
    return tag;
  }

  /** Steps over a field; the result is the content of one that has a length. */
  private ByteBuffer field(ByteBuffer bytes, int wireType) throws InvalidInputException {
    int start = bytes.position();
    long length =
        switch (wireType) {
          case VARINT -> varint(bytes) & 0; // its bytes are behind us already
          case FIXED64 -> Long.BYTES;
          case FIXED32 -> Integer.BYTES;
          case BYTES -> varint(bytes);
          default -> throw malformed("a known wire type", start); // groups: ONNX has none
        };
    if (length < 0 || length > bytes.remaining()) {
      throw malformed("a field within its message", start);
    }
    ByteBuffer content = bytes.slice(bytes.position(), (int) length);
    bytes.position(bytes.position() + (int) length);
    return content;
  }

  private long varint(ByteBuffer bytes) throws InvalidInputException {
    int start = bytes.position();
    long value = 0;
    for (int shift = 0; shift < Long.SIZE && bytes.hasRemaining(); shift += 7) {
      byte next = bytes.get();
      value |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw malformed("a whole number", start);
  }

  private static String text(ByteBuffer bytes) {
    return StandardCharsets.UTF_8.decode(bytes).toString();
  }

  private InvalidInputException malformed(String expected, int offset) {
    return new InvalidInputException(
        "%s: not an ONNX model: expected %s near byte %d of a message"
            .formatted(name, expected, offset));
  }
}
