package org.softcpt.models.pytorch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.safetensors.DType;
import org.softcpt.models.safetensors.ElementReader;
import org.softcpt.models.safetensors.MappedBytes;
import org.softcpt.models.safetensors.TensorFile;
import org.softcpt.models.tensor.TensorShape;

/**
 * The tensors of a file that {@code torch.save} or {@code torch.jit.save} wrote. A tensor's name is
 * its way through dictionaries and modules, joined by dots; what is neither tensor, dictionary with
 * text keys nor module is left out. Safe for concurrent use.
 */
public final class TorchFile implements TensorFile {

  private static final byte[] ZIP = {'P', 'K', 3, 4};

  /** Largest array every JVM can make. */
  private static final int MAXIMUM_ELEMENTS = Integer.MAX_VALUE - 8;

  private final Path path;
  private final TorchContent content;
  private @Nullable MappedBytes bytes;

  private TorchFile(Path path, TorchContent content, MappedBytes bytes) {
    this.path = path;
    this.content = content;
    this.bytes = bytes;
  }

  /**
   * Whether a file starts like one of these; reads four bytes.
   *
   * @param path an existing file
   * @return true for any zip archive, and for torch.save's older format
   * @throws IOException if reading fails
   */
  public static boolean matches(Path path) throws IOException {
    byte[] start = start(path);
    return isZip(start) || LegacyReader.matches(start);
  }

  /**
   * Opens a file, reads its pickle and checks that every tensor lies within the file.
   *
   * @param path the file
   * @return the open file
   * @throws InvalidInputException if it is not of this format, broken, or asks for more than
   *     tensors and plain containers; the message names file, place and reason
   * @throws IOException if reading fails
   */
  public static TorchFile open(Path path) throws IOException {
    if (!Files.isRegularFile(path)) {
      throw new InvalidInputException(path + ": no such file");
    }
    byte[] start = start(path);
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      MappedBytes bytes = new MappedBytes(channel, MappedBytes.STRIDE);
      return new TorchFile(path, content(path, channel, bytes, start), bytes);
    } catch (ArithmeticException e) {
      throw new InvalidInputException(path + ": a size in it overflows", e);
    }
  }

  /**
   * The program of a script archive.
   *
   * @return without code for other files
   */
  public TorchScript script() {
    return content.script();
  }

  @Override
  public Set<String> names() {
    return Collections.unmodifiableSet(content.tensors().keySet());
  }

  @Override
  public List<Integer> shape(String name) {
    return known(name).shape();
  }

  @Override
  public DType type(String name) {
    return known(name).storage().type();
  }

  @Override
  public float[] floats(String name) throws InvalidInputException {
    TorchTensor tensor = content.tensors().get(name);
    if (tensor == null) {
      throw new InvalidInputException(
          "%s: no tensor '%s' among its %d".formatted(path, name, names().size()));
    }
    if (!TensorReader.isFloat(tensor)) {
      throw new InvalidInputException(
          "%s: tensor '%s' is %s, expected one of %s"
              .formatted(path, name, type(name), ElementReader.FLOATS));
    }
    if (TensorShape.elements(tensor.shape()) > MAXIMUM_ELEMENTS) {
      throw new InvalidInputException(
          "%s: tensor '%s' of shape %s does not fit an array".formatted(path, name, shape(name)));
    }
    MappedBytes open = bytes;
    if (open == null) {
      throw new IllegalStateException(path + " is closed");
    }
    return new TensorReader(open).floats(tensor, content.starts().get(tensor.storage().key()));
  }

  /** Lets the mapping go; later reads fail. */
  @Override
  public void close() {
    bytes = null;
  }

  private static TorchContent content(
      Path path, FileChannel channel, MappedBytes bytes, byte[] start) throws IOException {
    if (isZip(start)) {
      return ArchiveReader.read(path, channel, bytes);
    }
    if (LegacyReader.matches(start)) {
      return LegacyReader.read(path, channel);
    }
    throw new InvalidInputException(
        path + ": neither a zip archive nor torch.save's older format, which it should start like");
  }

  private static boolean isZip(byte[] start) {
    return Arrays.equals(start, ZIP);
  }

  private static byte[] start(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      return in.readNBytes(ZIP.length);
    }
  }

  private TorchTensor known(String name) {
    TorchTensor tensor = content.tensors().get(name);
    if (tensor == null) {
      throw new IllegalArgumentException("%s: no tensor '%s'".formatted(path, name));
    }
    return tensor;
  }
}
