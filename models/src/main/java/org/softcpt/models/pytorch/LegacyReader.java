package org.softcpt.models.pytorch;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.pickle.PickleInput;
import org.softcpt.models.pickle.PickleReader;

/**
 * Reads what {@code torch.save} wrote before PyTorch 1.6: pickles of a magic number, a version,
 * facts about the machine, the content and the storages' keys; then, for each key, a count and the
 * elements.
 */
final class LegacyReader {

  /** The magic number's pickle: protocol 2, an integer of ten bytes. */
  private static final byte[] START = {(byte) 0x80, 2, (byte) 0x8a, 10};

  private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
  private static final long VERSION = 1001;
  private static final int LARGEST_PICKLES = 32 << 20;

  private final Path path;
  private final FileChannel channel;
  private final PickleInput input;

  private LegacyReader(Path path, FileChannel channel) throws IOException {
    this.path = path;
    this.channel = channel;
    long length = Math.min(channel.size(), LARGEST_PICKLES);
    input = new PickleInput(path.toString(), channel.map(MapMode.READ_ONLY, 0, length));
  }

  /** Whether a file's first bytes are those of this format; cheap. */
  static boolean matches(byte[] start) {
    for (int i = 0; i < START.length; i++) {
      if (i >= start.length || start[i] != START[i]) {
        return false;
      }
    }
    return true;
  }

  static TorchContent read(Path path, FileChannel channel) throws IOException {
    return new LegacyReader(path, channel).read();
  }

  private TorchContent read() throws IOException {
    TorchObjects objects = new TorchObjects(false);
    if (!MAGIC.equals(next(objects)) || !next(objects).equals(VERSION)) {
      throw input.invalid("expected the magic number of torch.save and version " + VERSION);
    }
    if (!(next(objects) instanceof Map<?, ?> machine)
        || !Boolean.TRUE.equals(machine.get("little_endian"))) {
      throw input.invalid("expected a file written by a little-endian machine");
    }
    Map<String, TorchTensor> tensors = NamedTensors.of(path, next(objects));
    Map<String, Long> starts = starts(next(objects), objects.storages());
    return new TorchContent(tensors, starts, TorchContent.NO_SCRIPT);
  }

  private Object next(TorchObjects objects) throws InvalidInputException {
    return PickleReader.read(input, objects);
  }

  private Map<String, Long> starts(Object keys, Map<String, TorchStorage> storages)
      throws IOException {
    Map<String, Long> starts = new HashMap<>();
    long position = input.position();
    for (Object key : keys instanceof List<?> list ? list : List.of()) {
      TorchStorage storage = key instanceof String text ? storages.get(text) : null;
      if (storage == null || starts.containsKey(storage.key())) {
        throw input.invalid("the list of storages does not fit the tensors");
      }
      position = start(storage, position);
      starts.put(storage.key(), position);
      position += storage.bytes();
    }
    if (starts.size() != storages.size() || position != channel.size()) {
      throw new InvalidInputException(
          "%s: %d storages end at byte %d, expected %d that end with the file of %d"
              .formatted(path, starts.size(), position, storages.size(), channel.size()));
    }
    return starts;
  }

  private long start(TorchStorage storage, long position) throws IOException {
    ByteBuffer count = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    int read = channel.read(count, position);
    long rest = channel.size() - position - Long.BYTES;
    if (read < Long.BYTES
        || count.getLong(0) != storage.elements()
        || storage.elements() > rest
        || storage.bytes() > rest) {
      throw new InvalidInputException(
          "%s: storage '%s' of %d elements at byte %d is truncated or has another count"
              .formatted(path, storage.key(), storage.elements(), position));
    }
    return position + Long.BYTES;
  }
}
