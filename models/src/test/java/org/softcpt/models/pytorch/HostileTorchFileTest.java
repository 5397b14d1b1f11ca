package org.softcpt.models.pytorch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.softcpt.models.GoldenWeights;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.pickle.PickleBytes;

/** Each way in which a PyTorch file can lie, and what its author is told. */
class HostileTorchFileTest {

  private static final byte[] SIX_FLOATS = new byte[24];

  @TempDir Path folder;

  /** A dictionary with one tensor. */
  private static byte[] pickle(long elements, long offset, long... extentsAndStrides) {
    return PickleBytes.start()
        .ops("}")
        .text("x")
        .tensor("0", elements, offset, extentsAndStrides)
        .ops("s")
        .end();
  }

  private static byte[] archive(byte[] pickle) {
    return new ZipBytes().stored("a/data.pkl", pickle).stored("a/data/0", SIX_FLOATS).end();
  }

  static Stream<Arguments> pickles() {
    return Stream.of(
        arguments(pickle(6, 0, 7, 1), "leaves or repeats its storage of 6 elements"),
        arguments(pickle(6, 1, 6, 1), "leaves or repeats its storage"),
        arguments(pickle(6, -1, 2, 1), "leaves or repeats its storage"),
        arguments(pickle(6, 5, 2, -1), "leaves or repeats its storage"),
        arguments(pickle(6, 0, 2, 6), "leaves or repeats its storage"),
        arguments(pickle(6, 0, 7, 0), "leaves or repeats its storage"),
        arguments(pickle(6, 6), "leaves or repeats its storage"),
        arguments(pickle(6, 0, -1, 1), "extent -1 in a tensor's shape"),
        arguments(pickle(6, 0, 1L << 32, 1), "extent 4294967296 in a tensor's shape"),
        arguments(
            pickle(6, 0, 0x7fffffff, 1, 0x7fffffff, 1, 0x7fffffff, 1), "the size of a tensor of"),
        arguments(pickle(6, 0, 2, Long.MAX_VALUE, 3, Long.MAX_VALUE), "the size of a tensor of"),
        arguments(pickle(6, Long.MAX_VALUE, 2, 1), "the size of a tensor of"),
        arguments(pickle(-6, 0, 2, 1), "expected ('storage', type, key, device, elements)"),
        arguments(pickle(7, 0, 2, 1), "entry 'a/data/0' has 24 bytes, the pickle says 7 of F32"),
        arguments(pickle(5, 0, 2, 1), "entry 'a/data/0' has 24 bytes, the pickle says 5 of F32"),
        arguments(
            pickle(1L << 62, 0, 2, 1), "entry 'a/data/0' has 24 bytes, the pickle says 4611686"),
        arguments(
            PickleBytes.start().ops("}").text("x").tensor("../1", 6, 0, 2, 1).ops("s").end(),
            "no entry 'a/data/../1'"),
        arguments(
            PickleBytes.start()
                .ops("(")
                .tensor("0", 6, 0, 2, 1)
                .tensor("0", 3, 0, 2, 1)
                .ops("t")
                .end(),
            "storage '0' is 6 of F32 and 3 of F32"),
        arguments(
            PickleBytes.start()
                .global("torch.storage", "_load_from_bytes")
                .ops("C\0")
                .raw(0x85)
                .ops("R")
                .end(),
            "'torch.storage._load_from_bytes' is refused"),
        arguments(
            PickleBytes.start().global("builtins", "eval").text("1").raw(0x85).ops("R").end(),
            "'builtins.eval' is refused: weights need only tensors and plain containers"),
        arguments(
            PickleBytes.start().global("__torch__", "Model").ops(")").raw(0x81).end(),
            "'__torch__.Model' is refused"), // no script archive
        arguments(
            PickleBytes.start()
                .global("collections", "OrderedDict")
                .raw('K', 1, 0x85)
                .ops("R")
                .end(),
            "a call with a Long for a List"),
        arguments(
            PickleBytes.start().global("torch._utils", "_rebuild_tensor_v2").ops(")R").end(),
            "expected a tensor's storage, offset, shape and strides"),
        arguments(PickleBytes.start().global("torch", "FloatStorage").ops(")R").end(), "a call of"),
        arguments(PickleBytes.start().ops("]}b").end(), "state for what has none"));
  }

  @ParameterizedTest
  @MethodSource("pickles")
  void aPickleThatLiesIsRefused(byte[] pickle, String reason) throws IOException {
    assertRefused(archive(pickle), reason);
  }

  @Test
  void theHonestArchiveIsRead() throws IOException {
    Path path = Files.write(folder.resolve("good.pt"), archive(pickle(6, 1, 2, 3)));
    try (TorchFile file = TorchFile.open(path)) {
      assertArrayEquals(new float[2], file.floats("x"));
    }
  }

  @Test // thirty dictionaries, each holding the next twice: 2^30 ways to nothing
  void sharedContainersAreWalkedAsFarAsIsSensible() throws IOException {
    assertRefused(archive(doubled(30)), "nested deeper than 64 or hold more than 200000");
  }

  /** A dictionary whose a and b are one dictionary, whose a and b are one dictionary, … */
  private static byte[] doubled(int depth) {
    PickleBytes pickle = PickleBytes.start();
    for (int i = 0; i < depth; i++) {
      pickle.ops("}").text("a");
    }
    pickle.ops("}");
    for (int i = depth - 1; i >= 0; i--) { // the inner one is put as a, remembered, put as b
      pickle.ops("q").raw(i).ops("s").text("b").ops("h").raw(i).ops("s");
    }
    return pickle.end();
  }

  @Test
  void aDictionaryThatHoldsItselfHasNoEnd() throws IOException {
    assertRefused(
        archive(PickleBytes.start().ops("}q\0").text("a").ops("h\0s").end()), "nested deeper than");
  }

  static Stream<Arguments> archives() {
    byte[] good = pickle(6, 0, 2, 3);
    return Stream.of(
        arguments(new ZipBytes().stored("data.pkl", good).end(), "0 files FOLDER/data.pkl"),
        arguments(
            new ZipBytes().stored("a/data.pkl", good).stored("b/data.pkl", good).end(),
            "2 files FOLDER/data.pkl"),
        arguments(new ZipBytes().stored("a/data.pkl", good).end(), "no entry 'a/data/0'"),
        arguments(
            new ZipBytes().stored("a/data.pkl", good).deflated("a/data/0", SIX_FLOATS).end(),
            "entry 'a/data/0' is compressed"),
        arguments(
            new ZipBytes().stored("a/data.pkl", good).stored("../x", good).end(),
            "entry '../x' has a name that leaves its folder"),
        arguments(new ZipBytes().stored("/etc/x", good).end(), "has a name that leaves its folder"),
        arguments(new ZipBytes().stored("a\\x", good).end(), "has a name that leaves its folder"),
        arguments(
            new ZipBytes().stored("a/data.pkl", good).text("a/byteorder", "big").end(),
            "byte order 'big', expected 'little'"),
        arguments(
            new ZipBytes().deflated("a/data.pkl", new byte[33 << 20]).end(),
            "entry 'a/data.pkl' has 34603008 bytes, at most 33554432 allowed"));
  }

  @ParameterizedTest
  @MethodSource("archives")
  void anArchiveThatLiesIsRefused(byte[] archive, String reason) throws IOException {
    assertRefused(archive, reason);
  }

  @ParameterizedTest // where in the directory's first entry, what is put there
  @CsvSource({
    "8, 1, 2, is encrypted",
    "10, 12, 2, is packed by method 12",
    "20, 5, 4, has 5 bytes for",
    "24, 5, 4, bytes for 5 of content",
    "42, 7, 4, is not where the directory says",
    "42, 1000000, 4, leaves the file",
    "42, -1, 4, ends within an entry",
    "0, 7, 4, holds something that is no entry",
    "28, 9999, 2, ends within an entry",
    "16, 5, 4, does not have its checksum"
  })
  void aDirectoryThatLiesIsRefused(int at, int value, int bytes, String reason) throws IOException {
    byte[] archive = archive(pickle(6, 0, 2, 3));
    ByteBuffer buffer = ByteBuffer.wrap(archive).order(ByteOrder.LITTLE_ENDIAN);
    int entry = buffer.getInt(archive.length - 6) + at;
    if (bytes == 2) {
      buffer.putShort(entry, (short) value);
    } else {
      buffer.putInt(entry, value);
    }
    assertRefused(archive, reason);
  }

  @Test // both entries of the directory point at the first: a small file that claims to be large
  void overlappingEntriesAreRefused() throws IOException {
    byte[] archive = new ZipBytes().stored("a/1", SIX_FLOATS).stored("a/2", SIX_FLOATS).end();
    ByteBuffer buffer = ByteBuffer.wrap(archive).order(ByteOrder.LITTLE_ENDIAN);
    int second = buffer.getInt(archive.length - 6) + 46 + 3;
    buffer.putInt(second + 42, 0);
    assertRefused(archive, "overlaps another");
  }

  @Test
  void anEntryThatIsThereTwiceIsRefused() throws IOException {
    byte[] archive = new ZipBytes().stored("a/1", SIX_FLOATS).stored("a/2", SIX_FLOATS).end();
    for (int i = 0; i < archive.length - 3; i++) {
      if (archive[i] == 'a' && archive[i + 1] == '/' && archive[i + 2] == '2') {
        archive[i + 2] = '1';
      }
    }
    assertRefused(archive, "entry 'a/1' is there twice");
  }

  @Test
  void otherFilesAreRefused() throws IOException {
    assertRefused(new byte[0], "neither a zip archive nor torch.save's older format");
    assertRefused(PickleBytes.start().ops("N").end(), "neither a zip archive");
    byte[] magic = {(byte) 0x80, 2, (byte) 0x8a, 10, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, '.'};
    assertRefused(magic, "expected the magic number of torch.save");
  }

  @ParameterizedTest
  @CsvSource({"views.pt, 200", "views.pth, 400"})
  void everyTruncationAndBitFlipIsRefusedOrHarmless(String name, int flips) throws IOException {
    GoldenWeights.unpack("views", folder);
    byte[] good = Files.readAllBytes(folder.resolve(name));
    for (int length = 0; length < good.length; length += 61) {
      assertRefused(Arrays.copyOf(good, length), "");
    }
    Random random = new Random(42);
    for (int trial = 0; trial < flips; trial++) {
      byte[] flipped = good.clone();
      flipped[random.nextInt(good.length)] ^= (byte) (1 << random.nextInt(8));
      readAll(Files.write(folder.resolve("flipped"), flipped));
    }
  }

  private static void readAll(Path path) throws IOException {
    try (TorchFile file = TorchFile.open(path)) {
      for (String name : file.names()) {
        file.floats(name);
      }
    } catch (InvalidInputException e) {
      assertTrue(e.getMessage().startsWith(path.toString()), e.getMessage());
    }
  }

  private void assertRefused(byte[] content, String reason) throws IOException {
    Path path = Files.write(folder.resolve("hostile.pt"), content);
    Exception e = assertThrows(InvalidInputException.class, () -> TorchFile.open(path).close());
    assertTrue(e.getMessage().startsWith(path.toString()), e.getMessage());
    assertTrue(e.getMessage().contains(reason), e.getMessage());
    assertEquals(1, e.getMessage().lines().count(), "one line for the user");
  }
}
