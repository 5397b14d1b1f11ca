package org.softcpt.models.pytorch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.softcpt.models.io.InvalidInputException;

/**
 * A zip archive whose entries lie one after the other: where their bytes are, or what they hold.
 */
final class ZipArchive {

  private static final int LOCAL = 0x04034b50;
  private static final int LOCAL_BYTES = 30;

  private final Path path;
  private final FileChannel channel;
  private final Map<String, ZipRecord> records;
  private final Map<String, Long> starts = new HashMap<>();

  private ZipArchive(Path path, FileChannel channel, ZipDirectory.Content content)
      throws IOException {
    this.path = path;
    this.channel = channel;
    records = content.records();
    locate(content.start());
  }

  /** Opens an archive; the channel must stay open as long as entries are asked for. */
  static ZipArchive open(Path path, FileChannel channel) throws IOException {
    return new ZipArchive(path, channel, ZipDirectory.read(path, channel));
  }

  Set<String> names() {
    return records.keySet();
  }

  long size(String name) throws InvalidInputException {
    return record(name).size();
  }

  /** Where the bytes of an entry start in the file; they must be stored as they are. */
  long storedAt(String name) throws InvalidInputException {
    ZipRecord record = record(name);
    if (record.method() != ZipRecord.STORED) {
      throw invalid(
          "entry '%s' is compressed; PyTorch stores it: unpack and zip again without compression"
              .formatted(name));
    }
    return starts.get(name);
  }

  /**
   * The content of a small entry, checked against its checksum.
   *
   * @param limit most bytes of content, whatever the directory says
   */
  byte[] content(String name, int limit) throws IOException {
    ZipRecord record = record(name);
    if (record.size() > limit || record.packed() > limit) {
      throw invalid(
          "entry '%s' has %d bytes, at most %d allowed".formatted(name, record.size(), limit));
    }
    byte[] packed = read(starts.get(name), (int) record.packed()).array();
    byte[] content = record.method() == ZipRecord.STORED ? packed : inflate(record, packed);
    CRC32 crc = new CRC32();
    crc.update(content);
    if (crc.getValue() != record.crc()) {
      throw invalid("entry '%s' does not have its checksum".formatted(name));
    }
    return content;
  }

  private byte[] inflate(ZipRecord record, byte[] packed) throws InvalidInputException {
    Inflater inflater = new Inflater(true); // no header: as in zip
    try {
      inflater.setInput(packed);
      byte[] content = new byte[(int) record.size()];
      int length = inflater.inflate(content);
      if (length == content.length && (inflater.finished() || inflater.inflate(new byte[1]) == 0)) {
        return content;
      }
      throw invalid("entry '%s' does not have its size".formatted(record.name()));
    } catch (DataFormatException e) {
      throw invalid("entry '%s' cannot be unpacked".formatted(record.name()));
    } finally {
      inflater.end();
    }
  }

  /** Finds every entry's bytes; two that share some would let a small file claim to be large. */
  private void locate(long directory) throws IOException {
    Map<Long, ZipRecord> inOrder = new TreeMap<>();
    for (ZipRecord record : records.values()) {
      if (inOrder.put(record.header(), record) != null) {
        throw invalid("entry '%s' overlaps another".formatted(record.name()));
      }
    }
    long free = 0;
    for (ZipRecord record : inOrder.values()) {
      long start = start(record);
      if (record.header() < free || record.packed() > directory - start) {
        throw invalid("entry '%s' overlaps another or the directory".formatted(record.name()));
      }
      free = start + record.packed();
      starts.put(record.name(), start);
    }
  }

  private long start(ZipRecord record) throws IOException {
    ByteBuffer local = read(record.header(), LOCAL_BYTES);
    int nameBytes = Short.toUnsignedInt(local.getShort(26));
    if (local.getInt(0) != LOCAL) {
      throw invalid("entry '%s' is not where the directory says".formatted(record.name()));
    }
    ByteBuffer name = read(record.header() + LOCAL_BYTES, nameBytes);
    if (!StandardCharsets.UTF_8.decode(name).toString().equals(record.name())) {
      throw invalid("entry '%s' has two names".formatted(record.name()));
    }
    int extraBytes = Short.toUnsignedInt(local.getShort(28));
    return record.header() + LOCAL_BYTES + nameBytes + extraBytes;
  }

  private ByteBuffer read(long position, int length) throws IOException {
    if (position < 0 || position > channel.size() - length) {
      throw invalid("an entry at byte %d leaves the file: truncated".formatted(position));
    }
    ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, position + buffer.position()) < 0) {
        throw new IOException(path + " shrank while it was read");
      }
    }
    return buffer.flip();
  }

  private ZipRecord record(String name) throws InvalidInputException {
    ZipRecord record = records.get(name);
    if (record == null) {
      throw invalid("no entry '%s'".formatted(name));
    }
    return record;
  }

  private InvalidInputException invalid(String reason) {
    return new InvalidInputException("%s: zip archive: %s".formatted(path, reason));
  }
}
