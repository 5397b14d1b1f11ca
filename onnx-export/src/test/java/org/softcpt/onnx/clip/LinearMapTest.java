package org.softcpt.onnx.clip;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.softcpt.models.tensor.TensorSource;

class LinearMapTest {

  private static final double EPSILON = 1e-5;

  private final Map<String, float[]> values = new HashMap<>();
  private final Map<String, List<Integer>> shapes = new HashMap<>();

  private void put(String name, Random random, double least, Integer... shape) {
    shapes.put(name, List.of(shape));
    int length = List.of(shape).stream().reduce(1, Math::multiplyExact);
    float[] drawn = new float[length];
    for (int i = 0; i < length; i++) {
      drawn[i] = (float) (least > 0 ? least + random.nextDouble() : random.nextGaussian());
    }
    values.put(name, drawn);
  }

  private void putNormalization(Random random, int outputs) {
    put("bn.weight", random, 0, outputs);
    put("bn.bias", random, 0, outputs);
    put("bn.running_mean", random, 0, outputs);
    put("bn.running_var", random, 1e-3, outputs);
  }

  @ParameterizedTest // one rounding of 6e-8 per weight, sums of at most 63 products near 1
  @CsvSource({"1, 1, 1, 1", "7, 3, 3, 2", "2, 7, 3, 3", "13, 5, 1, 4"})
  void foldedNormalizationIsTheNormalizationOfTheMap(int outputs, int channels, int side, long seed)
      throws IOException {
    Random random = new Random(seed);
    put("conv.weight", random, 0, outputs, channels, side, side);
    put("conv.bias", random, 0, outputs);
    putNormalization(random, outputs);
    int inputs = channels * side * side;
    double[] window = random.doubles(inputs, -1, 1).toArray();
    LinearMap folded = LinearMap.read(source(), "conv").before(source(), "bn", EPSILON);
    for (int row = 0; row < outputs; row++) {
      double plain = dot(values.get("conv.weight"), row, window) + values.get("conv.bias")[row];
      double expected = normalized(plain, row);
      double found = dot(folded.weight(), row, window) + folded.bias()[row];
      assertEquals(expected, found, 1e-5 * Math.max(1, Math.abs(expected)), "seed " + seed);
    }
  }

  private double normalized(double x, int row) {
    double deviation = Math.sqrt(values.get("bn.running_var")[row] + EPSILON);
    double standard = (x - values.get("bn.running_mean")[row]) / deviation;
    return values.get("bn.weight")[row] * standard + values.get("bn.bias")[row];
  }

  private static double dot(float[] weight, int row, double[] x) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += weight[row * x.length + i] * x[i];
    }
    return sum;
  }

  @Test // W·(x + s) + b = W·x + (b + W·s), in whole numbers, so exactly
  void aShiftOfTheInputMovesIntoTheBias() throws IOException {
    shapes.put("map.weight", List.of(2, 3));
    values.put("map.weight", new float[] {1, 2, 3, 4, 5, 6});
    shapes.put("map.bias", List.of(2));
    values.put("map.bias", new float[] {10, 20});
    LinearMap map = LinearMap.read(source(), "map").after(new float[] {1, 0, -1});
    assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6}, map.weight());
    assertArrayEquals(new float[] {8, 18}, map.bias());
  }

  @Test
  void transposesEveryMatrixOfARow() {
    float[] two = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}; // [2, 2, 3]
    float[] turned = {1, 4, 2, 5, 3, 6, 7, 10, 8, 11, 9, 12}; // [2, 3, 2]
    assertArrayEquals(turned, Rows.transposed(two, 2, 3));
    assertArrayEquals(two, Rows.transposed(turned, 3, 2));
  }

  private TensorSource source() {
    return new TensorSource() {
      @Override
      public Set<String> names() {
        return values.keySet();
      }

      @Override
      public List<Integer> shape(String name) {
        return shapes.get(name);
      }

      @Override
      public float[] floats(String name) {
        return values.get(name).clone();
      }
    };
  }
}
