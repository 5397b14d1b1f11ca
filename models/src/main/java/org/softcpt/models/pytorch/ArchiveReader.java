package org.softcpt.models.pytorch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.pickle.PickleInput;
import org.softcpt.models.pickle.PickleReader;
import org.softcpt.models.pickle.PickleTuple;
import org.softcpt.models.safetensors.MappedBytes;

/**
 * Reads a zip archive: one folder with {@code data.pkl} and {@code data/KEY} for every storage; in
 * a script archive also {@code code/} and {@code constants.pkl}.
 */
final class ArchiveReader {

  private static final String PICKLE = "/data.pkl";
  private static final int LARGEST_PICKLE = 32 << 20;
  private static final int LARGEST_CODE = 16 << 20;

  private final Path path;
  private final ZipArchive archive;
  private final String root;
  private final boolean scripted;

  private ArchiveReader(Path path, ZipArchive archive) throws InvalidInputException {
    this.path = path;
    this.archive = archive;
    root = root();
    scripted = archive.names().stream().anyMatch(name -> name.startsWith(root + "/code/"));
  }

  static TorchContent read(Path path, FileChannel channel, MappedBytes bytes) throws IOException {
    return new ArchiveReader(path, ZipArchive.open(path, channel)).read(bytes);
  }

  private TorchContent read(MappedBytes bytes) throws IOException {
    checkByteOrder();
    TorchObjects objects = new TorchObjects(scripted);
    Object top = pickle(PICKLE, objects);
    Map<String, TorchTensor> tensors = NamedTensors.of(path, top);
    return new TorchContent(tensors, starts("/data/", objects), script(bytes));
  }

  private String root() throws InvalidInputException {
    List<String> roots =
        archive.names().stream()
            .filter(name -> name.endsWith(PICKLE) && name.indexOf('/') == name.lastIndexOf('/'))
            .map(name -> name.substring(0, name.length() - PICKLE.length()))
            .toList();
    if (roots.size() != 1) {
      throw new InvalidInputException(
          "%s: a zip archive with %d files FOLDER%s, expected one: not saved by PyTorch"
              .formatted(path, roots.size(), PICKLE));
    }
    return roots.get(0);
  }

  private void checkByteOrder() throws IOException {
    String entry = root + "/byteorder";
    if (archive.names().contains(entry)) {
      String order = text(entry, 64);
      if (!order.equals("little")) {
        throw new InvalidInputException(
            "%s: byte order '%s', expected 'little'".formatted(path, order));
      }
    }
  }

  private Object pickle(String name, TorchObjects objects) throws IOException {
    byte[] bytes = archive.content(root + name, LARGEST_PICKLE);
    return PickleReader.read(
        new PickleInput(path + ", " + root + name, ByteBuffer.wrap(bytes)), objects);
  }

  private Map<String, Long> starts(String folder, TorchObjects objects) throws IOException {
    Map<String, Long> starts = new HashMap<>();
    for (TorchStorage storage : objects.storages().values()) {
      String entry = root + folder + storage.key();
      long size = archive.size(entry);
      if (storage.elements() > size || storage.bytes() != size) {
        throw new InvalidInputException(
            "%s: entry '%s' has %d bytes, the pickle says %d of %s"
                .formatted(path, entry, size, storage.elements(), storage.type()));
      }
      starts.put(storage.key(), archive.storedAt(entry));
    }
    return starts;
  }

  private TorchScript script(MappedBytes bytes) throws IOException {
    if (!scripted) {
      return TorchContent.NO_SCRIPT;
    }
    StringBuilder code = new StringBuilder();
    for (String name : archive.names()) {
      if (name.startsWith(root + "/code/") && name.endsWith(".py")) {
        code.append(text(name, LARGEST_CODE - code.length())).append('\n');
      }
    }
    return new TorchScript(code.toString(), scalars(bytes));
  }

  private List<Double> scalars(MappedBytes bytes) throws IOException {
    List<Double> scalars = new ArrayList<>();
    if (archive.names().contains(root + "/constants.pkl")) {
      TorchObjects objects = new TorchObjects(true);
      Object constants = pickle("/constants.pkl", objects);
      Map<String, Long> starts = starts("/constants/", objects);
      List<Object> items = constants instanceof PickleTuple tuple ? tuple.items() : List.of();
      for (Object item : items) {
        if (item instanceof TorchTensor tensor
            && tensor.shape().isEmpty()
            && TensorReader.isFloat(tensor)) {
          long start = starts.get(tensor.storage().key());
          scalars.add((double) new TensorReader(bytes).floats(tensor, start)[0]);
        }
      }
    }
    return scalars;
  }

  private String text(String entry, int limit) throws IOException {
    return new String(archive.content(entry, limit), StandardCharsets.UTF_8);
  }
}
