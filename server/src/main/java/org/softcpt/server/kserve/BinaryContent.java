package org.softcpt.server.kserve;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Bytes from behind the JSON: numbers little-endian, byte strings each behind their length in four
 * bytes.
 *
 * @param bytes the tensor's, from position to limit; its position never moves
 */
record BinaryContent(ByteBuffer bytes) implements TensorContent {

  @Override
  public float[] floats() throws MalformedRequestException {
    if (bytes.remaining() % Float.BYTES != 0) {
      throw new MalformedRequestException(
          "expected 4 bytes per element, found %d bytes".formatted(bytes.remaining()));
    }
    float[] values = new float[bytes.remaining() / Float.BYTES];
    bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return values;
  }

  @Override
  public List<byte[]> byteStrings(long most) throws MalformedRequestException {
    ByteBuffer rest = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    List<byte[]> elements = new ArrayList<>();
    while (rest.hasRemaining() && elements.size() <= most) {
      byte[] element = new byte[length(rest, elements.size())];
      rest.get(element);
      elements.add(element);
    }
    return elements;
  }

  private static int length(ByteBuffer rest, int index) throws MalformedRequestException {
    if (rest.remaining() < Integer.BYTES) {
      throw new MalformedRequestException(
          "element %d: expected a length of 4 bytes, found the last %d bytes"
              .formatted(index, rest.remaining()));
    }
    int length = rest.getInt();
    if (length < 0 || length > rest.remaining()) {
      throw new MalformedRequestException(
          "element %d: expected %s bytes, found the last %d"
              .formatted(index, Integer.toUnsignedString(length), rest.remaining()));
    }
    return length;
  }
}
