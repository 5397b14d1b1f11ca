package org.softcpt.models.safetensors;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.softcpt.models.io.InvalidInputException;

/**
 * Reads the start of a file: the header's length, checked before it is believed, and the header.
 */
final class HeaderReader {

  private final Path path;
  private final FileChannel channel;

  HeaderReader(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  SafetensorsHeader read() throws IOException {
    int length = length();
    int dataStart = SafetensorsHeader.LENGTH_BYTES + length;
    ByteBuffer header = read(SafetensorsHeader.LENGTH_BYTES, length);
    return new HeaderParser(path, dataStart, channel.size() - dataStart).parse(header);
  }

  private int length() throws IOException {
    long size = channel.size();
    if (size < SafetensorsHeader.LENGTH_BYTES) {
      throw new InvalidInputException(
          "%s: %d bytes, too short for a safetensors header".formatted(path, size));
    }
    long length = read(0, SafetensorsHeader.LENGTH_BYTES).getLong();
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

  private ByteBuffer read(long position, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, position + buffer.position()) < 0) {
        throw new IOException(path + " shrank while it was read");
      }
    }
    return buffer.flip();
  }
}
