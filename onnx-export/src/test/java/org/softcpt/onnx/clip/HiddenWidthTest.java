package org.softcpt.onnx.clip;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.softcpt.models.tensor.TensorSource;

class HiddenWidthTest {

  @ParameterizedTest
  @CsvSource({"3072, 3088", "2048, 2064", "4096, 4112", "1024, 1040", "80, 80", "1280, 1280"})
  void widthsOfWholePagesGetACacheLineMore(int width, int expected) {
    assertEquals(expected, HiddenWidth.of(width));
  }

  @Test // zero in, zero out, so the padded units change nothing: SiLU(0) = 0·(1 + erf 0) = 0
  void paddedUnitsAreZeroOnTheWayInAndIgnoredOnTheWayOut() throws IOException {
    LinearMap first = LinearMap.read(source(), "map").withOutputs(3);
    assertArrayEquals(new float[] {1, 2, 3, 4, 0, 0}, first.weight());
    assertArrayEquals(new float[] {5, 6, 0}, first.bias());
    LinearMap second = LinearMap.read(source(), "map").withInputs(3);
    assertArrayEquals(new float[] {1, 2, 0, 3, 4, 0}, second.weight());
    assertArrayEquals(new float[] {5, 6}, second.bias());
  }

  private static TensorSource source() {
    Map<String, float[]> values =
        Map.of("map.weight", new float[] {1, 2, 3, 4}, "map.bias", new float[] {5, 6});
    return new TensorSource() {
      @Override
      public Set<String> names() {
        return values.keySet();
      }

      @Override
      public List<Integer> shape(String name) {
        return name.endsWith("weight") ? List.of(2, 2) : List.of(2);
      }

      @Override
      public float[] floats(String name) {
        return values.get(name).clone();
      }
    };
  }
}
