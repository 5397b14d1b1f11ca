package org.softcpt.models.safetensors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.tensor.FloatTensor;

/** Each rule of the format that a file can break, and what its author is told. */
class HostileSafetensorsTest {

  private static final String GOOD = entry("F32", "[2]", "[0,8]");

  @TempDir Path folder;

  static Stream<Arguments> headers() {
    return Stream.of(
        arguments("", 0, "the header must start with '{': not safetensors"),
        arguments(" {}", 0, "the header must start with '{': not safetensors"),
        arguments("[]", 0, "the header must start with '{': not safetensors"),
        arguments("{", 0, "the header is not valid JSON"),
        arguments("{} {}", 0, "the header is not valid JSON"),
        arguments("{" + GOOD + "," + GOOD + "}", 8, "Duplicate field 'a'"),
        arguments("{\"a\":{\"dtype\":\"F32\",\"dtype\":\"F32\"}}", 8, "Duplicate field 'dtype'"),
        arguments("{\"a\":1}", 0, "tensor 'a': unknown dtype"),
        arguments(of("F8", "[8]", "[0,8]"), 8, "tensor 'a': unknown dtype \"F8\", expected one of"),
        arguments(of("f32", "[2]", "[0,8]"), 8, "tensor 'a': unknown dtype \"f32\""),
        arguments(of("F32", "2", "[0,8]"), 8, "tensor 'a': shape must be a list, is 2"),
        arguments(
            of("F32", "[-2]", "[0,8]"),
            8,
            "tensor 'a': shape must hold whole numbers from 0, found -2"),
        arguments(
            of("F32", "[2.0]", "[0,8]"),
            8,
            "tensor 'a': shape must hold whole numbers from 0, found 2.0"),
        arguments(
            of("F32", "[\"2\"]", "[0,8]"),
            8,
            "tensor 'a': shape must hold whole numbers from 0, found \"2\""),
        arguments(
            of("F32", "[18446744073709551618]", "[0,8]"),
            8,
            "tensor 'a': shape must hold whole numbers from 0, found 18446744073709551618"),
        arguments(
            of("F32", "[4294967298]", "[0,8]"),
            8,
            "tensor 'a': extent 4294967298 is beyond the 2147483647 supported"),
        arguments(
            of("F32", "[2147483647,2147483647,4]", "[0,8]"),
            8,
            "tensor 'a': the size of shape [2147483647, 2147483647, 4] overflows"),
        arguments(
            of("F64", "[2147483647,1073741824]", "[0,8]"),
            8,
            "tensor 'a': the size of shape [2147483647, 1073741824] overflows"),
        arguments(
            of("F32", "[3]", "[0,8]"),
            8,
            "tensor 'a': F32 [3] needs 12 bytes, the header gives 8 at offset 0"),
        arguments(of("F32", "[2]", "8"), 8, "tensor 'a': data_offsets must be [begin, end], is 8"),
        arguments(
            of("F32", "[2]", "[0]"), 8, "tensor 'a': data_offsets must be [begin, end], is [0]"),
        arguments(
            of("F32", "[2]", "[-8,0]"),
            8,
            "tensor 'a': data_offsets must hold whole numbers from 0, found -8"),
        arguments(
            of("F32", "[2]", "[8,0]"),
            8,
            "tensor 'a': data_offsets [8, 0] out of range, the file has 8 bytes of data"),
        arguments(
            of("F32", "[2]", "[0,8]"),
            7,
            "tensor 'a': data_offsets [0, 8] out of range, the file has 7 bytes of data"),
        arguments(of("F32", "[2]", "[4,12]"), 12, "tensor 'a': a hole of 4 bytes lies before it"),
        arguments(of("F32", "[2]", "[0,8]"), 9, "1 bytes follow the last tensor"),
        arguments("{}", 3, "3 bytes follow the last tensor"),
        arguments(
            "{" + GOOD + ",\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[4,12]}}",
            12,
            "tensor 'b': overlaps the tensor before it"),
        arguments(
            "{" + GOOD + ",\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}",
            8,
            "overlaps the tensor before it"),
        arguments("{\"__metadata__\":[]}", 0, "metadata must be an object of strings"),
        arguments("{\"__metadata__\":{\"a\":1}}", 0, "metadata 'a' must be a string, is NUMBER"),
        arguments("{\"__metadata__\":{\"a\":null}}", 0, "metadata 'a' must be a string, is NULL"));
  }

  @ParameterizedTest
  @MethodSource("headers")
  void isRefusedWithTheReason(String header, int dataBytes, String reason) throws IOException {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    assertRefused(file(json.length, json, dataBytes), reason);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7})
  void aFileWithoutRoomForTheHeadersLengthIsRefused(int length) throws IOException {
    Path path = Files.write(folder.resolve("short.safetensors"), new byte[length]);
    assertRefused(path, length + " bytes, too short for a safetensors header");
  }

  @Test
  void aHeaderBeyondTheFileIsTruncated() throws IOException {
    assertRefused(file(3, "{}".getBytes(StandardCharsets.UTF_8), 0), "truncated");
  }

  @Test
  void aHeaderBeyondTheFormatsLimitIsRefused() throws IOException {
    byte[] json = "{}".getBytes(StandardCharsets.UTF_8);
    assertRefused(file(100_000_001, json, 0), "header of 100000001 bytes, at most 100000000");
    assertRefused(file(-1, json, 0), "header of 18446744073709551615 bytes, at most 100000000");
  }

  @Test
  void aHeaderThatIsNotUtf8IsRefused() throws IOException {
    assertRefused(file(3, new byte[] {'{', (byte) 0xff, '}'}, 0), "the header is not UTF-8");
    byte[] wide = "{}".getBytes(StandardCharsets.UTF_16LE);
    assertRefused(file(wide.length, wide, 0), "the header is not valid JSON");
  }

  @Test
  void aHeaderNestedWithoutEndIsRefused() throws IOException {
    byte[] json = ("{\"a\":" + "[".repeat(100_000)).getBytes(StandardCharsets.UTF_8);
    assertRefused(file(json.length, json, 0), "the header is not valid JSON");
  }

  @Test
  void aMissingFileIsNamed() {
    assertRefused(folder.resolve("none.safetensors"), "no such file");
    assertRefused(folder, "no such file");
  }

  @Test
  void emptyTensorsMayLieBetweenOthersAndAtTheEnd() throws IOException {
    String header =
        """
        {"a":{"dtype":"F32","shape":[0],"data_offsets":[0,0]},
         "b":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},
         "c":{"dtype":"F32","shape":[2,0],"data_offsets":[4,4]}}"""
            + "   ";
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    try (SafetensorsFile file = SafetensorsFile.open(file(json.length, json, 4))) {
      assertEquals(3, file.names().size());
      assertEquals(0, file.floats("c").length);
    }
  }

  @Test // any other exception, or an accepted file whose tensors cannot be read, fails the test
  void everyTruncationAndBitFlipIsRefusedOrHarmless() throws IOException {
    Path good = folder.resolve("good.safetensors");
    new SafetensorsWriter()
        .metadata("k", "v")
        .add("x", FloatTensor.of(new float[] {1, 2, 3}, 3))
        .add("y", new long[] {4, 5}, 2)
        .write(good);
    byte[] bytes = Files.readAllBytes(good);
    for (int length = 0; length < bytes.length; length++) {
      assertRefused(Files.write(folder.resolve("cut"), Arrays.copyOf(bytes, length)), "");
    }
    Random random = new Random(42);
    for (int trial = 0; trial < 400; trial++) {
      byte[] flipped = bytes.clone();
      flipped[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      readAll(Files.write(folder.resolve("flipped"), flipped));
    }
  }

  private static void readAll(Path path) throws IOException {
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      for (TensorInfo info : file.tensors().values()) {
        if (info.dtype() == DType.F32) {
          file.floats(info.name());
        }
      }
    } catch (InvalidInputException e) {
      assertTrue(e.getMessage().startsWith(path + ": "), e.getMessage());
    }
  }

  private static void assertRefused(Path path, String reason) {
    Exception e =
        assertThrows(InvalidInputException.class, () -> SafetensorsFile.open(path).close());
    assertTrue(e.getMessage().startsWith(path + ": "), e.getMessage());
    assertTrue(e.getMessage().contains(reason), e.getMessage());
    assertEquals(1, e.getMessage().lines().count(), "one line for the user");
  }

  private Path file(long headerLength, byte[] header, int dataBytes) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(8 + header.length + dataBytes);
    bytes.order(ByteOrder.LITTLE_ENDIAN).putLong(headerLength).put(header);
    return Files.write(folder.resolve("hostile.safetensors"), bytes.array());
  }

  private static String of(String dtype, String shape, String offsets) {
    return "{" + entry(dtype, shape, offsets) + "}";
  }

  private static String entry(String dtype, String shape, String offsets) {
    return "\"a\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":%s}"
        .formatted(dtype, shape, offsets);
  }
}
