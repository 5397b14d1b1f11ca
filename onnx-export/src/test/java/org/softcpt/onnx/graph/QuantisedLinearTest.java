package org.softcpt.onnx.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.softcpt.onnx.testing.OnnxRun;
import org.softcpt.onnx.testing.Tensor;

/** The product of bytes against what ONNX says of its parts, in double precision. */
class QuantisedLinearTest {

  /** Measured: at most 5.7e-8, some roundings to single precision; ten times that. */
  private static final double TOLERANCE = 5.7e-7;

  private static Tensor product(Tensor x, Tensor weight, Tensor scales, Tensor bias) {
    GraphBuilder builder = new GraphBuilder(ElementType.FLOAT);
    Ops ops = new Ops(builder);
    long inputs = weight.extents()[0];
    long outputs = weight.extents()[1];
    Value in = builder.input("x", ElementType.FLOAT, Shape.of("T", inputs));
    Value y =
        ops.quantisedLinear(
            ops.quantised(in),
            builder.weight("weight", ElementType.INT8, inputs, outputs),
            builder.weight("scales", outputs),
            builder.weight("bias", outputs));
    Graph graph = builder.finish("product", Map.of("y", y));
    Map<String, Tensor> weights = Map.of("weight", weight, "scales", scales, "bias", bias);
    try (OnnxRun session = OnnxRun.of(graph, weights)) {
      return session.run(Map.of("x", x)).get("y");
    }
  }

  /** DynamicQuantizeLinear as ONNX defines it, then everything in double precision. */
  private static Tensor oracle(Tensor x, Tensor weight, Tensor scales, Tensor bias) {
    float least = (float) Math.min(0, Arrays.stream(x.values()).min().orElseThrow());
    float greatest = (float) Math.max(0, Arrays.stream(x.values()).max().orElseThrow());
    float scale = (greatest - least) / 255;
    double zero = Math.rint(Math.max(0, Math.min(255, -least / scale)));
    Tensor steps =
        x.map(v -> Math.max(0, Math.min(255, Math.rint((float) v / scale) + zero)) - zero);
    int inputs = (int) weight.extents()[0];
    int outputs = (int) weight.extents()[1];
    double[] y = new double[(int) x.extents()[0] * outputs];
    for (int at = 0; at < y.length; at++) {
      double sum = 0;
      for (int k = 0; k < inputs; k++) {
        sum +=
            steps.values()[at / outputs * inputs + k] * weight.values()[k * outputs + at % outputs];
      }
      y[at] = sum * scale * scales.values()[at % outputs] + bias.values()[at % outputs];
    }
    return new Tensor(new long[] {x.extents()[0], outputs}, y);
  }

  private static void assertSame(Tensor x, Tensor weight, long seed) {
    Random random = new Random(seed);
    Tensor scales = Tensor.normal(random, weight.extents()[1]).map(v -> 0.01 + Math.abs((float) v));
    Tensor bias = Tensor.normal(random, weight.extents()[1]).map(v -> (float) v);
    double error = product(x, weight, scales, bias).relativeError(oracle(x, weight, scales, bias));
    assertTrue(error < TOLERANCE, "seed " + seed + ": relative error " + error);
  }

  @ParameterizedTest // rows, inputs, outputs: vectors, odd sizes, more than a kernel's block
  @CsvSource({"1, 1, 1, 41", "1, 13, 7, 42", "5, 64, 16, 43", "37, 207, 33, 44", "70, 768, 96, 45"})
  void productOfBytesIsWhatOnnxSays(int rows, int inputs, int outputs, long seed) {
    Random random = new Random(seed);
    Tensor x = Tensor.normal(random, rows, inputs).map(v -> (float) v);
    Tensor weight = Tensor.normal(random, inputs, outputs).map(v -> random.nextInt(129) - 64);
    assertSame(x, weight, seed);
  }

  @ParameterizedTest // the largest neighbours that ColumnQuantisation makes, on the largest bytes
  @CsvSource({"127, 1", "1, 127", "64, 64", "-127, -1", "-64, -64", "127, -127"})
  void neighboursWithin128NeverSaturate(int even, int odd) {
    double[] values = new double[64 * 16];
    Arrays.setAll(values, at -> at / 16 % 2 == 0 ? even : odd);
    Tensor x = new Tensor(new long[] {3, 64}, new double[3 * 64]).map(v -> 255);
    assertSame(x, new Tensor(new long[] {64, 16}, values), 46);
  }

  @Test
  void wrongTypesAndShapesAreRefused() {
    GraphBuilder builder = new GraphBuilder(ElementType.FLOAT);
    Ops ops = new Ops(builder);
    MatrixOps.Quantised x = ops.quantised(builder.input("x", ElementType.FLOAT, Shape.of("T", 4)));
    Value scales = builder.weight("scales", 3);
    Value weight = builder.weight("weight", ElementType.INT8, 5, 3);
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> ops.quantisedLinear(x, weight, scales, scales))
            .getMessage();
    assertTrue(message.contains("shape mismatch"), message);
    Value real = builder.weight("real", 4, 3);
    message =
        assertThrows(
                IllegalArgumentException.class, () -> ops.quantisedLinear(x, real, scales, scales))
            .getMessage();
    assertTrue(message.contains("expected inputs of types"), message);
  }

  @Test
  void aStoredMatrixIsCastOnceAndAVectorNever() {
    GraphBuilder builder = new GraphBuilder(ElementType.FLOAT, ElementType.FLOAT16);
    Value matrix = builder.weight("matrix", 2, 3);
    assertEquals(ElementType.FLOAT, matrix.element());
    assertEquals(matrix, builder.weight("matrix", 2, 3));
    assertEquals(1, builder.nodes().size());
    assertEquals("vector", builder.weight("vector", 3).name());
  }
}
