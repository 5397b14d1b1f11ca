package org.softcpt.models.safetensors;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.softcpt.models.tensor.FloatTensor;
import org.softcpt.models.tensor.HalfPrecision;

/** What is written is read back, bit for bit. */
class SafetensorsRoundTripTest {

  @TempDir Path folder;

  @ParameterizedTest // 262144 singles fill the writer's buffer exactly; its neighbours do not
  @ValueSource(ints = {0, 1, 13, 702, 262143, 262144, 262145})
  void singlesReturnBitForBit(int count) throws IOException {
    FloatTensor tensor = FloatTensor.of(randomBits(count), count);
    Path path = written(new SafetensorsWriter().add("x", tensor));
    assertEquals(tensor, read(path, "x"));
  }

  @Test
  void longsReturnExactly() throws IOException {
    long[] values = new Random(1).longs(207).toArray();
    Path path = written(new SafetensorsWriter().add("x", values, 9, 23));
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      assertArrayEquals(values, file.longs("x"));
      assertEquals(List.of(9, 23), file.shape("x"));
    }
  }

  @Test
  void halvesReturnRounded() throws IOException {
    float[] values = {0.1f, 1e-9f, -3e5f, 2048.5f};
    float[] rounded = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      rounded[i] = HalfPrecision.toFloat(HalfPrecision.fromFloat(values[i]));
    }
    Path path =
        written(new SafetensorsWriter().add("x", DType.F16, List.of(2, 2), () -> values.clone()));
    assertEquals(FloatTensor.of(rounded, 2, 2), read(path, "x"));
  }

  @Test
  void orderAndMetadataAreKept() throws IOException {
    SafetensorsWriter writer = new SafetensorsWriter().metadata("step", "17").metadata("ä", "\"\n");
    for (String name : List.of("z", "a", "m", "")) {
      writer.add(name, FloatTensor.of(new float[] {1, 2}, 2));
    }
    try (SafetensorsFile file = SafetensorsFile.open(written(writer))) {
      assertEquals(List.of("z", "a", "m", ""), List.copyOf(file.names()));
      assertEquals(Map.of("step", "17", "ä", "\"\n"), file.metadata());
    }
  }

  @Test
  void fileOffsetsPointAtTheBytes() throws IOException {
    SafetensorsWriter writer = new SafetensorsWriter().add("first", new long[] {5}, 1);
    writer.add("second", FloatTensor.of(new float[] {42.5f}));
    Path path = written(writer);
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.LITTLE_ENDIAN);
      assertEquals(42.5f, bytes.getFloat((int) file.fileOffset("second")));
      assertEquals(0, file.dataStart() % 8, "the data section is aligned");
      assertEquals(file.dataStart() + 8, file.fileOffset("second"));
    }
  }

  @ParameterizedTest // buffers so short that elements of 2, 4 and 8 bytes straddle their ends
  @ValueSource(ints = {1, 3, 5, 8, 13, 64})
  void elementsMayStraddleTheMappedBuffers(int stride) throws IOException {
    float[] floats = randomBits(101);
    long[] longs = new Random(2).longs(53).toArray();
    SafetensorsWriter writer =
        new SafetensorsWriter()
            .add("half", DType.F16, List.of(3), () -> new float[] {1, 2, 3}) // 6 bytes: misaligned
            .add("floats", FloatTensor.of(floats, 101))
            .add("longs", longs, 53);
    try (SafetensorsFile file = SafetensorsFile.open(written(writer), stride)) {
      assertArrayEquals(new float[] {1, 2, 3}, file.floats("half"));
      assertEquals(FloatTensor.of(floats, 101), file.tensor("floats"));
      assertArrayEquals(longs, file.longs("longs"));
    }
  }

  @Test
  void contentIsAskedForOnlyWhenItIsWritten() throws IOException {
    int[] asked = {0};
    SafetensorsWriter writer =
        new SafetensorsWriter().add("x", DType.F32, List.of(1), () -> new float[] {asked[0]++});
    assertEquals(0, asked[0]);
    written(writer);
    assertEquals(1, asked[0]);
  }

  @Test
  void aFailureLeavesTheOldFileAndNothingElse() throws IOException {
    Path path = written(new SafetensorsWriter().add("x", FloatTensor.of(new float[] {7})));
    SafetensorsWriter failing =
        new SafetensorsWriter()
            .add("x", FloatTensor.of(new float[] {8}))
            .add(
                "y",
                DType.F32,
                List.of(),
                () -> {
                  throw new IOException("the source broke");
                });
    assertThrows(IOException.class, () -> failing.write(path));
    assertEquals(FloatTensor.of(new float[] {7}), read(path, "x"));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(path), files.toList());
    }
  }

  @Test
  void rejectsWhatCannotBeWritten() {
    SafetensorsWriter writer = new SafetensorsWriter().add("x", new long[2], 2);
    FloatTensor tensor = FloatTensor.of(new float[1]);
    assertThrows(IllegalArgumentException.class, () -> writer.add("x", tensor));
    assertThrows(IllegalArgumentException.class, () -> writer.add("__metadata__", tensor));
    assertThrows(IllegalArgumentException.class, () -> writer.add("y", new long[3], 2));
    assertThrows(
        IllegalArgumentException.class,
        () -> writer.add("y", DType.I64, List.of(), () -> new float[1]));
    writer.add("z", DType.F32, List.of(2, 2), () -> new float[3]);
    Exception e = assertThrows(IllegalArgumentException.class, () -> written(writer));
    assertTrue(e.getMessage().contains("'z': shape [2, 2] holds 4 values, got 3"), e.getMessage());
  }

  private Path written(SafetensorsWriter writer) throws IOException {
    Path path = folder.resolve("file.safetensors");
    writer.write(path);
    return path;
  }

  private static FloatTensor read(Path path, String name) throws IOException {
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      return file.tensor(name);
    }
  }

  /** Any bit pattern that is a number: infinities and subnormals too. */
  private static float[] randomBits(int count) {
    Random random = new Random(count);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      float value = Float.intBitsToFloat(random.nextInt());
      values[i] = Float.isNaN(value) ? -0f : value;
    }
    return values;
  }
}
