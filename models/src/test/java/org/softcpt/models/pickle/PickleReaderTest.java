package org.softcpt.models.pickle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.softcpt.models.io.InvalidInputException;

/** What Python writes is read; what nobody would write is refused with the place and the reason. */
class PickleReaderTest {

  /**
   * Python 3.11's {@code pickle.dumps} of {@code {'a': [1, -1, 300, 2**31, -2**70, 1.5, True,
   * False, None], 'ü': (b'xy', (), (1,), (1, 2), (1, 2, 3), (1, 2, 3, 4)), 5: {}}} in protocols 3,
   * 4 and 5.
   */
  private static final String PROTOCOL_3 =
      "80037d71002858010000006171015d7102284b014affffffff4d2c018a0500000080008a0900000000000000"
          + "00c0473ff800000000000088894e655802000000c3bc710328430278797104294b018571054b014b0286"
          + "71064b014b024b03877107284b014b024b034b047471087471094b057d710a752e";

  private static final String FRAMED =
      "9564000000000000007d94288c0161945d94284b014affffffff4d2c018a0500000080008a09000000000000"
          + "0000c0473ff800000000000088894e658c02c3bc94284302787994294b0185944b014b0286944b014b02"
          + "4b038794284b014b024b034b04749474944b057d94752e";

  private static Object read(byte[] bytes) throws InvalidInputException {
    return PickleReader.read(new PickleInput("test", ByteBuffer.wrap(bytes)), new NoObjects());
  }

  @ParameterizedTest
  @ValueSource(strings = {PROTOCOL_3, "8004" + FRAMED, "8005" + FRAMED})
  void readsWhatPythonWrites(String hex) throws InvalidInputException {
    Map<?, ?> root = (Map<?, ?>) read(HexFormat.of().parseHex(hex));
    assertEquals(List.of("a", "ü", 5L), List.copyOf(root.keySet()));
    assertEquals(
        List.of(
            1L,
            -1L,
            300L,
            1L << 31,
            BigInteger.TWO.pow(70).negate(),
            1.5,
            true,
            false,
            PickleNone.NONE),
        root.get("a"));
    List<Object> tuple = ((PickleTuple) root.get("ü")).items();
    assertArrayEquals(new byte[] {'x', 'y'}, (byte[]) tuple.get(0));
    assertEquals(new PickleTuple(List.of()), tuple.get(1));
    assertEquals(new PickleTuple(List.of(1L, 2L, 3L, 4L)), tuple.get(5));
    assertEquals(Map.of(), root.get(5L));
  }

  @Test
  void oneInputMayHoldSeveralPickles() throws InvalidInputException {
    byte[] two = PickleBytes.start().raw('K', 1, '.', 0x80, 2, 'K', 2).end();
    PickleInput input = new PickleInput("test", ByteBuffer.wrap(two));
    assertEquals(1L, PickleReader.read(input, new NoObjects()));
    assertEquals(2L, PickleReader.read(input, new NoObjects()));
    assertEquals(two.length, input.position());
  }

  @Test
  void aListMayHoldItself() throws InvalidInputException {
    List<?> list = (List<?>) read(PickleBytes.start().ops("]q\0h\0a").end());
    assertSame(list, list.get(0));
  }

  static Stream<Arguments> hostile() {
    return Stream.of(
        arguments(
            "os.system",
            PickleBytes.start().global("os", "system").text("id").raw(0x85).ops("R"),
            "byte 13: 'os.system' is refused"),
        arguments(
            "posix.system by protocol 4",
            PickleBytes.start().text("posix").text("system").raw(0x93),
            "'posix.system' is refused"),
        arguments(
            "INST", PickleBytes.start().ops("(ios\nsystem\n"), "instruction 0x69 is not supported"),
        arguments("OBJ", PickleBytes.start().ops("(o"), "instruction 0x6f is not supported"),
        arguments("extension", PickleBytes.start().raw(0x82, 1), "instruction 0x82"),
        arguments("text reference", PickleBytes.start().ops("Px\n"), "instruction 0x50"),
        arguments("call of text", PickleBytes.start().text("f").ops(")R"), "refused: call"),
        arguments("call without tuple", PickleBytes.start().ops("NNR"), "expected arguments"),
        arguments(
            "instance", PickleBytes.start().text("f").ops(")").raw(0x81), "refused: instance"),
        arguments("state", PickleBytes.start().text("f").ops("}b"), "refused: state"),
        arguments("reference", PickleBytes.start().text("f").ops("Q"), "refused: reference"),
        arguments("protocol 6", new PickleBytes().raw(0x80, 6), "protocol 6, at most 5 known"),
        arguments("empty stack", PickleBytes.start().ops("a"), "the stack is empty"),
        arguments("pop below mark", PickleBytes.start().ops("N(").raw(0x85), "the stack is empty"),
        arguments("no mark", PickleBytes.start().ops("Nt"), "no mark on the stack"),
        arguments("nothing", PickleBytes.start(), "the stack is empty"),
        arguments("two results", PickleBytes.start().ops("NN"), "1 values left over"),
        arguments("open mark", PickleBytes.start().ops("(N"), "left over"),
        arguments("unknown memory", PickleBytes.start().ops("h\7"), "remembered as number 7"),
        arguments("append to text", PickleBytes.start().text("x").ops("Na"), "expected a list"),
        arguments("put into list", PickleBytes.start().ops("]NNs"), "expected a dictionary"),
        arguments("key without value", PickleBytes.start().ops("}(Nu"), "key without a value"),
        arguments(
            "dictionary as its own key",
            PickleBytes.start().ops("}q\0h\0Ns"),
            "key must be text or a number, is a LinkedHashMap"),
        arguments("list as key", PickleBytes.start().ops("}]Ns"), "key must be text or a number"),
        arguments(
            "text of 4 GB", PickleBytes.start().raw('X', 255, 255, 255, 255), "4294967295 bytes"),
        arguments(
            "text of 2^64 bytes",
            PickleBytes.start().raw(0x8d, 255, 255, 255, 255, 255, 255, 255, 255),
            "18446744073709551615 bytes are to follow"),
        arguments(
            "frame beyond the end",
            PickleBytes.start().raw(0x95, 9, 0, 0, 0, 0, 0, 0, 0).ops("N"),
            "9 bytes are to follow"),
        arguments(
            "integer of negative length",
            PickleBytes.start().raw(0x8b, 255, 255, 255, 255),
            "a whole number of -1 bytes"),
        arguments(
            "integer of 256 bytes", PickleBytes.start().raw(0x8b, 0, 1, 0, 0), "of 256 bytes"),
        arguments("text not UTF-8", PickleBytes.start().raw('X', 1, 0, 0, 0, 255), "not UTF-8"),
        arguments("endless name", PickleBytes.start().ops("c" + "a".repeat(1001)), "1000 ASCII"),
        arguments("odd name", PickleBytes.start().ops("c\u0001\n\n"), "ASCII letters"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hostile")
  void isRefusedWithTheReason(String what, PickleBytes pickle, String reason) {
    Exception e = assertThrows(InvalidInputException.class, () -> read(pickle.end()));
    assertTrue(e.getMessage().startsWith("test: pickle, byte "), e.getMessage());
    assertTrue(e.getMessage().contains(reason), e.getMessage());
  }

  @Test // a nesting of a million would end any reader that calls itself
  void depthCostsNoStack() throws InvalidInputException {
    PickleBytes deep = PickleBytes.start().ops("]".repeat(400_000)).ops("a".repeat(399_999));
    assertEquals(1, ((List<?>) read(deep.end())).size());
  }

  @Test
  void instructionsAreCounted() {
    byte[] many = PickleBytes.start().ops("]".repeat(1_000_001)).end();
    Exception e = assertThrows(InvalidInputException.class, () -> read(many));
    assertTrue(e.getMessage().contains("more than 1000000 instructions"), e.getMessage());
  }

  @Test // doubling thirty times over: thirty lists, not 2^30 values
  void sharedPartsAreNotCopied() throws InvalidInputException {
    PickleBytes laughs = PickleBytes.start().ops("]q\0");
    for (int i = 0; i < 30; i++) {
      laughs.ops("](h").raw(i).ops("h").raw(i).ops("eq").raw(i + 1);
    }
    // thirty lists and the first one are left, which the end of a pickle does not allow
    assertThrows(InvalidInputException.class, () -> read(laughs.end()));
  }

  @Test
  void everyTruncationAndBitFlipIsRefusedOrHarmless() throws InvalidInputException {
    byte[] good = HexFormat.of().parseHex("8004" + FRAMED);
    for (int length = 0; length < good.length; length++) {
      byte[] cut = Arrays.copyOf(good, length);
      assertThrows(InvalidInputException.class, () -> read(cut));
    }
    Random random = new Random(42);
    for (int trial = 0; trial < 2000; trial++) {
      byte[] flipped = good.clone();
      flipped[random.nextInt(good.length)] ^= (byte) (1 << random.nextInt(8));
      try {
        read(flipped);
      } catch (InvalidInputException e) {
        assertTrue(e.getMessage().startsWith("test: pickle, byte "), e.getMessage());
      }
    }
  }

  /** Knows nothing beyond plain values. */
  private static final class NoObjects implements PickleObjects {

    @Override
    public Object global(String module, String name) throws InvalidInputException {
      throw new InvalidInputException("'%s.%s' is refused".formatted(module, name));
    }

    @Override
    public Object call(Object callable, List<Object> arguments) throws InvalidInputException {
      throw new InvalidInputException("refused: call");
    }

    @Override
    public Object instance(Object type) throws InvalidInputException {
      throw new InvalidInputException("refused: instance");
    }

    @Override
    public void build(Object instance, Object state) throws InvalidInputException {
      throw new InvalidInputException("refused: state");
    }

    @Override
    public Object persistent(Object id) throws InvalidInputException {
      throw new InvalidInputException("refused: reference");
    }
  }
}
