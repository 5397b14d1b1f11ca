package org.softcpt.models.safetensors;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.softcpt.models.Golden;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.tensor.FloatTensor;

/** Files that the Python package safetensors 0.8.0 wrote (tools/golden_models.py). */
class SafetensorsGoldenTest {

  private SafetensorsFile file;

  @BeforeEach
  void open() throws IOException {
    file = SafetensorsFile.open(Golden.path("safetensors/all-types.safetensors"));
  }

  @Test
  void readsMetadata() {
    assertEquals(Map.of("format", "pt", "note", "Grüße 😀"), file.metadata());
  }

  @Test
  void readsSingles() throws IOException {
    float[] expected = new float[6];
    for (int i = 0; i < 6; i++) {
      expected[i] = i * 0.1f - 0.25f;
    }
    assertEquals(FloatTensor.of(expected, 2, 3), file.tensor("single"));
  }

  @Test
  void widensHalvesAndBfloatsExactly() throws IOException {
    float inf = Float.POSITIVE_INFINITY;
    assertArrayEquals(new float[] {1, -2.5f, 65504, 0x1p-24f, inf}, file.floats("half"));
    // 3e38 in 8 bits of significand, as torch prints it
    assertArrayEquals(
        new float[] {1, -2.5f, 3.0040553e38f, 0x1p-133f, -inf}, file.floats("bfloat"));
  }

  @Test
  void readsWholeNumbers() throws IOException {
    long[] expected = {Long.MIN_VALUE, -1, 0, 1, 1L << 40, Long.MAX_VALUE};
    assertArrayEquals(expected, file.longs("long"));
    assertEquals(List.of(2, 3), file.shape("long"));
    assertArrayEquals(new long[] {Integer.MIN_VALUE, Integer.MAX_VALUE}, file.longs("int"));
  }

  @Test
  void readsScalarsAndEmptyTensors() throws IOException {
    assertEquals(FloatTensor.of(new float[] {4.6052f}), file.tensor("scalar"));
    assertEquals(FloatTensor.of(new float[0], 0, 5), file.tensor("empty"));
  }

  @Test
  void roundsDoubles() throws IOException {
    float[] found = file.floats("double");
    for (int i = 0; i < found.length; i++) {
      assertEquals((float) (i / 3.0), found[i]);
    }
    assertEquals(6, found.length);
  }

  @Test
  void listsTypesItDoesNotConvert() {
    assertEquals(DType.BOOL, file.tensors().get("flag").dtype());
    assertEquals(DType.U8, file.tensors().get("byte").dtype());
    Exception e = assertThrows(InvalidInputException.class, () -> file.floats("long"));
    assertEquals(
        Golden.path("safetensors/all-types.safetensors")
            + ": tensor 'long' is I64, expected one of [F32, F16, BF16, F64]",
        e.getMessage());
    assertThrows(InvalidInputException.class, () -> file.longs("single"));
  }

  @Test
  void namesATensorThatIsNotThere() {
    Exception e = assertThrows(InvalidInputException.class, () -> file.tensor("sub_network"));
    assertEquals(
        Golden.path("safetensors/all-types.safetensors") + ": no tensor 'sub_network' among its 10",
        e.getMessage());
  }

  @Test
  void refusesToReadOnceClosed() {
    file.close();
    assertThrows(IllegalStateException.class, () -> file.floats("single"));
  }

  @Test
  void writesTheBytesThePythonPackageWrites(@TempDir Path folder) throws IOException {
    float[] ramp = {0, 1, 2, 3, 4, 5};
    Path ours = folder.resolve("floats.safetensors");
    new SafetensorsWriter()
        .metadata("k", "v")
        .add("a", FloatTensor.of(ramp, 2, 3))
        .add("b", FloatTensor.of(new float[] {4.6052f}))
        .add("c", DType.F16, List.of(3), () -> new float[] {0.1f, 70000f, -0f})
        .write(ours);
    assertArrayEquals(
        Files.readAllBytes(Golden.path("safetensors/floats.safetensors")),
        Files.readAllBytes(ours));
  }
}
