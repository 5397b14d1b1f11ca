package org.softcpt.onnx.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.softcpt.onnx.graph.RowOps.NormalizedSum;
import org.softcpt.onnx.testing.OnnxRun;
import org.softcpt.onnx.testing.Tensor;

/** ONNX Runtime's fused operators compute what they are a short form of. */
class FusedOperatorsTest {

  private static final long SEED = 20261123;

  /** Measured: at most 6.6e-8, single precision's rounding; ten times that. */
  private static final double TOLERANCE = 7e-7;

  private final GraphBuilder builder = new GraphBuilder(ElementType.FLOAT);
  private final Ops ops = new Ops(builder);
  private final Random random = new Random(SEED);
  private final Map<String, Tensor> fed = new HashMap<>();

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void attentionIsSoftmaxOfProductsByHead(boolean causal) {
    Value query = in("query", 2, 7, 6);
    Value key = in("key", 2, 7, 6);
    Value value = in("value", 2, 7, 6);
    Value scores = ops.matMul(byHead(query), ops.transposeLast(byHead(key)));
    Value weights = ops.softmax(causal ? hideFuture(scores) : scores);
    Value mixed = ops.transpose(ops.matMul(weights, byHead(value)), 0, 2, 1, 3);
    assertSame(
        ops.multiHeadAttention(query, key, value, 3, causal),
        ops.reshape(mixed, Shape.of(2, 7, 6)));
  }

  private Value byHead(Value rows) { // [2, 7, 6] to [2, 3, 7, 2]
    return ops.transpose(ops.reshape(rows, Shape.of(2, 7, 3, 2)), 0, 2, 1, 3);
  }

  private Value hideFuture(Value scores) {
    Value places = ops.range(new Dim.Fixed(7));
    Value past = ops.lessOrEqual(places, ops.reshape(places, Shape.of(7, 1)));
    return ops.where(past, scores, builder.real(-1e9));
  }

  @Test
  void skipNormalizationIsASumAndItsNormalization() {
    Value change = in("change", 13, 7);
    Value rows = in("rows", 13, 7);
    Value bias = in("bias", 7);
    Value gain = in("gain", 7);
    Value shift = in("shift", 7);
    NormalizedSum both = ops.skipLayerNormalization(change, rows, gain, shift, bias, 1e-5);
    Value sum = ops.add(ops.add(rows, change), bias);
    Value normalized = ops.layerNormalization(sum, gain, shift, 1e-5);
    assertSame(
        ops.concat(1, new Dim.Fixed(14), both.normalized(), both.sum()),
        ops.concat(1, new Dim.Fixed(14), normalized, sum));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 1.702})
  void quickGeluIsAProductWithASigmoid(double alpha) {
    Value x = in("x", 13, 7);
    Value sigmoid = ops.apply(Operator.SIGMOID, ops.mul(x, builder.real(alpha)));
    assertSame(ops.quickGelu(x, alpha), ops.mul(x, sigmoid));
  }

  @Test
  void patchesAreProductsWithKernels() {
    Value image = in("image", 2, 3, 4, 6);
    Value kernels = in("kernels", 5, 3, 2, 2);
    Value split = ops.reshape(image, Shape.of(2, 3, 2, 2, 3, 2));
    Value rows = ops.reshape(ops.transpose(split, 0, 2, 4, 1, 3, 5), Shape.of(12, 12));
    Value products = ops.linear(rows, ops.reshape(kernels, Shape.of(5, 12)), null);
    Value grid = ops.transpose(ops.reshape(products, Shape.of(2, 2, 3, 5)), 0, 3, 1, 2);
    assertSame(ops.convolve(image, kernels, null, 2, 0), grid);
  }

  @Test // a window of zeros and pixels beyond the edge is the same as no window there
  void paddedConvolutionIsTheSumOverShiftedImages() {
    Value image = in("image", 2, 3, 5, 7);
    Value kernels = in("kernels", 4, 3, 3, 3);
    Value bias = in("bias", 4);
    Value rows = ops.concat(2, new Dim.Fixed(7), zeros(2, 3, 1, 7), image, zeros(2, 3, 1, 7));
    Value padded = ops.concat(3, new Dim.Fixed(9), zeros(2, 3, 7, 1), rows, zeros(2, 3, 7, 1));
    Value plain = ops.convolve(padded, kernels, bias, 2, 0);
    assertSame(ops.convolve(image, kernels, bias, 2, 1), plain);
  }

  private Value zeros(Object... dims) {
    return ops.expand(builder.real(0), Shape.of(dims));
  }

  @Test
  void averagePoolingIsAConvolutionWithEqualWeights() {
    Value image = in("image", 2, 1, 5, 6); // the last row is left over
    Value quarter = ops.expand(builder.real(0.25), Shape.of(1, 1, 2, 2));
    assertSame(ops.averagePool(image, 2), ops.convolve(image, quarter, null, 2, 0));
  }

  private Value in(String name, long... extents) {
    fed.put(name, Tensor.normal(random, extents));
    Object[] dims = Arrays.stream(extents).boxed().toArray();
    return builder.input(name, ElementType.FLOAT, Shape.of(dims));
  }

  private void assertSame(Value fused, Value written) {
    Graph graph = builder.finish("both", Map.of("fused", fused, "written", written));
    byte[] model = OnnxRun.model(graph, Map.of());
    try (OnnxRun run = OnnxRun.of(model, OptLevel.NO_OPT)) { // or it might fuse the written form
      Map<String, Tensor> found = run.run(fed);
      double error = found.get("fused").relativeError(found.get("written"));
      assertEquals(0, error, TOLERANCE, "seed " + SEED);
    }
  }
}
