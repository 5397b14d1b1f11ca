package org.softcpt.models.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The first directory of a TIFF file, which also is what EXIF data are: integers by their tags.
 *
 * @see <a href="https://www.itu.int/itudoc/itu-t/com16/tiff-fx/docs/tiff6.pdf">TIFF 6.0, section
 *     2</a>
 */
final class TiffDirectory {

  static final int ORIENTATION = 274;

  private static final int ENTRY = 12; // tag, type, count, value or its place
  private static final int MOST_VALUES = 3 << 8; // a palette; longer lists are not for us

  private final Map<Integer, List<Long>> values = new HashMap<>();
  private final Map<Integer, Long> largest = new HashMap<>();
  private final ByteBuffer data;

  private TiffDirectory(ByteBuffer data) {
    this.data = data;
  }

  /**
   * Reads the first directory.
   *
   * @param content holds the TIFF data
   * @param from its first byte, from which TIFF counts
   * @param end behind its last byte
   * @throws IOException if the data do not start as TIFF's do, or the directory is cut off
   */
  static TiffDirectory read(byte[] content, int from, int end) throws IOException {
    if (end - from < 8) {
      throw new IOException(
          "expected TIFF data, found %d bytes".formatted(Math.max(end - from, 0)));
    }
    ByteBuffer data = ByteBuffer.wrap(content, from, end - from).slice();
    data.order(data.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    if (data.get(0) != data.get(1) || data.getShort(2) != 42) {
      throw new IOException("expected TIFF data, found none");
    }
    TiffDirectory directory = new TiffDirectory(data);
    directory.readEntries(data.getInt(4));
    return directory;
  }

  /** How EXIF data say a picture is to be turned; damaged data say nothing. */
  static Turn turn(byte[] content, int from, int end) {
    try {
      return read(content, from, end).turn();
    } catch (IOException e) {
      return Turn.NONE; // pixels do not depend on it: no reason to refuse the picture
    }
  }

  /** How the picture is to be turned. */
  Turn turn() {
    return Turn.of(number(ORIENTATION, 1));
  }

  /** The first integer of a tag, or a default where the tag is missing or no integer. */
  long number(int tag, long byDefault) {
    List<Long> found = numbers(tag);
    return found.isEmpty() ? byDefault : found.get(0);
  }

  /** All integers of a tag; empty where it is missing, no integer, or a long list. */
  List<Long> numbers(int tag) {
    return values.getOrDefault(tag, List.of());
  }

  /**
   * The largest SHORT or LONG of a tag, however many there are; 0 where it is missing or of another
   * type.
   */
  long largest(int tag) {
    return largest.getOrDefault(tag, 0L);
  }

  private void readEntries(int start) throws IOException {
    if (start < 8 || start > data.limit() - 2) {
      throw new IOException("the directory is outside of the TIFF data");
    }
    int count = data.getShort(start) & 0xffff;
    if (count > (data.limit() - start - 2) / ENTRY) {
      throw new IOException("the directory of %d entries is cut off".formatted(count));
    }
    for (int i = 0; i < count; i++) {
      readEntry(start + 2 + ENTRY * i);
    }
  }

  private void readEntry(int at) {
    int tag = data.getShort(at) & 0xffff;
    int size = size(data.getShort(at + 2));
    long count = data.getInt(at + 4) & 0xffffffffL;
    long bytes = count * size;
    int place = bytes <= 4 ? at + 8 : data.getInt(at + 8);
    if (size == 0 || place < 0 || place > data.limit() - bytes) {
      return;
    }
    for (int i = 0; i < count && size > 1; i++) {
      largest.merge(tag, integer(place + i * size, size), Math::max);
    }
    if (count <= MOST_VALUES) {
      values.put(tag, integers(place, (int) count, size));
    }
  }

  /** Bytes of an integer type; 0 for the others. */
  private static int size(short type) {
    return switch (type) {
      case 1 -> 1; // BYTE
      case 3 -> 2; // SHORT
      case 4 -> 4; // LONG
      default -> 0;
    };
  }

  private List<Long> integers(int place, int count, int size) {
    Long[] integers = new Long[count];
    for (int i = 0; i < count; i++) {
      integers[i] = integer(place + i * size, size);
    }
    return List.of(integers);
  }

  private long integer(int at, int size) {
    return switch (size) {
      case 1 -> data.get(at) & 0xffL;
      case 2 -> data.getShort(at) & 0xffffL;
      default -> data.getInt(at) & 0xffffffffL;
    };
  }
}
