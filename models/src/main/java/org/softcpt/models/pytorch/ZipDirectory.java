package org.softcpt.models.pytorch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.softcpt.models.io.InvalidInputException;

/**
 * Reads the directory at a zip archive's end, in the 64-bit form too. The JDK's reader does not say
 * where an entry's bytes lie, which mapping them into memory needs.
 *
 * @see <a href="https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT">The zip format</a>
 */
final class ZipDirectory {

  private static final int END = 0x06054b50;
  private static final int END_BYTES = 22;
  private static final int LONGEST_COMMENT = 0xffff;
  private static final int LOCATOR = 0x07064b50;
  private static final int LOCATOR_BYTES = 20;
  private static final int END_64 = 0x06064b50;
  private static final int END_64_BYTES = 56;
  private static final int ENTRY = 0x02014b50;
  private static final int ENTRY_BYTES = 46;
  private static final int EXTRA_64 = 1;
  private static final long IN_EXTRA = 0xffffffffL;
  private static final int COUNT_IN_64 = 0xffff;

  /** Far beyond the tensors of any model; an entry of the directory takes 46 bytes or more. */
  private static final int LARGEST_BYTES = 64 << 20;

  private final Path path;
  private final FileChannel channel;
  private final Map<String, ZipRecord> records = new LinkedHashMap<>();

  private ZipDirectory(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /**
   * All entries.
   *
   * @param records by name, in the directory's order
   * @param start where the directory starts: entries end before
   */
  record Content(Map<String, ZipRecord> records, long start) {}

  static Content read(Path path, FileChannel channel) throws IOException {
    return new ZipDirectory(path, channel).read();
  }

  private Content read() throws IOException {
    ByteBuffer end = end();
    int count = Short.toUnsignedInt(end.getShort(10));
    long size = Integer.toUnsignedLong(end.getInt(12));
    long start = Integer.toUnsignedLong(end.getInt(16));
    if (count == COUNT_IN_64 || size == IN_EXTRA || start == IN_EXTRA) {
      ByteBuffer end64 = end64(channel.size() - end.limit());
      size = end64.getLong(40);
      start = end64.getLong(48);
    }
    if (size < 0 || start < 0 || size > LARGEST_BYTES || start > channel.size() - size) {
      throw invalid("a directory of %d bytes at %d: truncated".formatted(size, start));
    }
    ByteBuffer directory = read(start, (int) size);
    while (directory.hasRemaining()) {
      add(entry(directory));
    }
    return new Content(records, start);
  }

  /** The end record may be followed by a comment of its own length only. */
  private ByteBuffer end() throws IOException {
    int length = (int) Math.min(channel.size(), END_BYTES + LONGEST_COMMENT);
    ByteBuffer tail = read(channel.size() - length, length);
    for (int at = length - END_BYTES; at >= 0; at--) {
      if (tail.getInt(at) == END
          && Short.toUnsignedInt(tail.getShort(at + 20)) == length - at - END_BYTES) {
        return tail.slice(at, length - at).order(ByteOrder.LITTLE_ENDIAN);
      }
    }
    throw invalid("no directory at the archive's end: truncated");
  }

  private ByteBuffer end64(long end) throws IOException {
    ByteBuffer locator = read(end - LOCATOR_BYTES, LOCATOR_BYTES);
    ByteBuffer end64 = read(locator.getLong(8), END_64_BYTES);
    if (locator.getInt(0) != LOCATOR || end64.getInt(0) != END_64) {
      throw invalid("the 64-bit directory is missing");
    }
    return end64;
  }

  private void add(ZipRecord record) throws InvalidInputException {
    try {
      record.check();
    } catch (InvalidInputException e) {
      throw invalid(e.getMessage());
    }
    if (records.putIfAbsent(record.name(), record) != null) {
      throw invalid("entry '%s' is there twice".formatted(record.name()));
    }
  }

  private ZipRecord entry(ByteBuffer directory) throws InvalidInputException {
    require(directory, ENTRY_BYTES);
    ByteBuffer fixed = slice(directory, ENTRY_BYTES);
    if (fixed.getInt(0) != ENTRY) {
      throw invalid("the directory holds something that is no entry");
    }
    int nameBytes = Short.toUnsignedInt(fixed.getShort(28));
    int extraBytes = Short.toUnsignedInt(fixed.getShort(30));
    int commentBytes = Short.toUnsignedInt(fixed.getShort(32));
    require(directory, nameBytes + extraBytes + commentBytes);
    String name = StandardCharsets.UTF_8.decode(slice(directory, nameBytes)).toString();
    ByteBuffer extra = extra64(slice(directory, extraBytes));
    slice(directory, commentBytes);
    long size = number(fixed.getInt(24), extra); // in this order, each only if it did not fit
    long packed = number(fixed.getInt(20), extra);
    long header = number(fixed.getInt(42), extra);
    return new ZipRecord(
        name,
        fixed.getShort(8),
        fixed.getShort(10),
        Integer.toUnsignedLong(fixed.getInt(16)),
        packed,
        size,
        header);
  }

  private ByteBuffer extra64(ByteBuffer extra) throws InvalidInputException {
    while (extra.remaining() >= 2 * Short.BYTES) {
      int id = extra.getShort();
      int length = Short.toUnsignedInt(extra.getShort());
      require(extra, length);
      ByteBuffer field = slice(extra, length);
      if (id == EXTRA_64) {
        return field;
      }
    }
    return ByteBuffer.allocate(0);
  }

  private long number(int inEntry, ByteBuffer extra) throws InvalidInputException {
    if (Integer.toUnsignedLong(inEntry) != IN_EXTRA) {
      return Integer.toUnsignedLong(inEntry);
    }
    require(extra, Long.BYTES);
    return extra.getLong();
  }

  private static ByteBuffer slice(ByteBuffer bytes, int length) {
    ByteBuffer slice = bytes.slice(bytes.position(), length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.position(bytes.position() + length);
    return slice;
  }

  private void require(ByteBuffer bytes, int length) throws InvalidInputException {
    if (bytes.remaining() < length) {
      throw invalid("the directory ends within an entry");
    }
  }

  private ByteBuffer read(long position, int length) throws IOException {
    if (position < 0 || position > channel.size() - length) {
      throw invalid("a record at byte %d leaves the file: truncated".formatted(position));
    }
    ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, position + buffer.position()) < 0) {
        throw new IOException(path + " shrank while it was read");
      }
    }
    return buffer.flip();
  }

  private InvalidInputException invalid(String reason) {
    return new InvalidInputException("%s: zip archive: %s".formatted(path, reason));
  }
}
