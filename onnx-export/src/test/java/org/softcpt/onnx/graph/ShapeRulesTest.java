package org.softcpt.onnx.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What each family of operators makes of its inputs' types, and what it refuses. */
class ShapeRulesTest {

  private static final ElementType FLOAT = ElementType.FLOAT;

  private final Ops ops = new Ops(new GraphBuilder(FLOAT));

  /** Written this way round, a row reads like the graph it builds. */
  @FunctionalInterface
  interface Build extends Function<Ops, Value> {}

  private static Arguments row(String expected, Build build) {
    return arguments(expected, build);
  }

  private static Value in(Ops ops, String name, Object... dims) {
    return ops.builder().input(name, FLOAT, Shape.of(dims));
  }

  private static Value whole(Ops ops, String name, Object... dims) {
    return ops.builder().input(name, ElementType.INT64, Shape.of(dims));
  }

  static Stream<Arguments> inferred() {
    return Stream.of(
        row("float[]", ops -> ops.add(in(ops, "a"), in(ops, "b"))),
        row("float[3, 7]", ops -> ops.sub(in(ops, "a", 3, 7), in(ops, "b"))),
        row("float[N, 13, 7]", ops -> ops.mul(in(ops, "a", "N", 1, 7), in(ops, "b", 13, 1))),
        row("float[C, N]", ops -> ops.div(in(ops, "a", 1, "N"), in(ops, "b", "C", 1))),
        row("float[0, 7]", ops -> ops.add(in(ops, "a", 0, 7), in(ops, "b", 1, 7))),
        row("float[N]", ops -> ops.apply(Operator.EXP, in(ops, "x", "N"))),
        row("bool[N, 7]", ops -> ops.lessOrEqual(in(ops, "a", "N", 1), in(ops, "b", 7))),
        row("bool[3]", ops -> ops.equal(whole(ops, "a", 3), whole(ops, "b"))),
        row("float[3, N]", ShapeRulesTest::chosen),
        row("float[B, 3, 1]", ops -> ops.matMul(in(ops, "a", "B", 3, "K"), in(ops, "b", "K", 1))),
        row("float[N, 13]", ops -> ops.linear(in(ops, "a", "N", 7), in(ops, "b", 13, 7), null)),
        row(
            "float[N, 13]",
            ops -> ops.gemm(in(ops, "a", "N", 7), in(ops, "b", 7, 13), in(ops, "c", 13), false)),
        row("float[6, N]", ops -> ops.reshape(in(ops, "x", "N", 3, 2), Shape.of(6, "N"))),
        row("float[]", ops -> ops.reshape(in(ops, "x", 1, 1), Shape.of())),
        row("float[7, N, 3]", ops -> ops.transpose(in(ops, "x", "N", 3, 7), 2, 0, 1)),
        row("float[N, 7, 3]", ops -> ops.transposeLast(in(ops, "x", "N", 3, 7))),
        row(
            "float[3, 8]",
            ops -> ops.concat(1, new Dim.Fixed(8), in(ops, "a", 3, 7), in(ops, "b", 3, 1))),
        row(
            "float[N+1, 7]",
            ops -> ops.concat(0, new Dim.Symbol("N+1"), in(ops, "a", "N", 7), in(ops, "b", 1, 7))),
        row(
            "float[N, 6]",
            ops -> ops.split(in(ops, "x", "N", 7), 1, new Dim.Fixed(1), new Dim.Fixed(6)).get(1)),
        row("float[C, S, 7]", ops -> ops.gather(in(ops, "x", "N", 7), whole(ops, "i", "C", "S"))),
        row("float[7]", ops -> ops.gather(in(ops, "x", 3, 7), ops.builder().integer(2))),
        row(
            "float[N, 7]",
            ops -> ops.scatterAdd(Shape.of("N", 7), whole(ops, "i", "N"), in(ops, "x", "N", 7))),
        row(
            "float[N, 7]",
            ops -> ops.layerNormalization(in(ops, "x", "N", 7), in(ops, "g", 7), null, 1e-5)),
        row("float[N]", ops -> ops.reduceSum(in(ops, "x", 3, "N", 7), false, -1, 0)),
        row(
            "float[B, 13, 4, 3]",
            ops -> ops.convolve(image(ops, 7, 5), kernels(ops, 13, 3), in(ops, "b", 13), 2, 1)),
        row(
            "float[B, 13, 5, 3]",
            ops -> ops.convolve(image(ops, 7, 5), kernels(ops, 13, 3), null, 1, 0)),
        row("float[B, 3, 3, 2]", ops -> ops.averagePool(image(ops, 7, 5), 2)),
        row("float[1, N, 1]", ops -> ops.reduceMean(in(ops, "x", 3, "N", 7), true, -1, 0)),
        row("float[3, N]", ops -> ops.expand(in(ops, "x", 1, "N"), Shape.of(3, "N"))),
        row("int64[N]", ops -> ops.cast(in(ops, "x", "N"), ElementType.INT64)),
        row("int64[N]", ops -> ops.range(in(ops, "x", "N", 7).shape().dim(0))));
  }

  private static Value chosen(Ops ops) {
    Value condition = ops.builder().input("c", ElementType.BOOL, Shape.of(3, 1));
    return ops.where(condition, in(ops, "yes", "N"), in(ops, "no"));
  }

  @ParameterizedTest
  @MethodSource("inferred")
  void infersTypeAndShape(String expected, Build build) {
    assertEquals(expected, build.apply(ops).type().toString());
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        row(
            "Add[a:float[3], b:float[7]]: shape mismatch, lhs: [3], rhs: [7]",
            ops -> ops.add(in(ops, "a", 3), in(ops, "b", 7))),
        row(
            "Mul[a:float[N], b:float[M]]: shape mismatch, lhs: [N], rhs: [M]",
            ops -> ops.mul(in(ops, "a", "N"), in(ops, "b", "M"))),
        row(
            "Sub[a:float[N], b:int64[N]]: element types differ",
            ops -> ops.sub(in(ops, "a", "N"), whole(ops, "b", "N"))),
        row(
            "Where[a:float[3], b:float[3], c:float[3]]: the condition must hold truth values",
            ops -> ops.where(in(ops, "a", 3), in(ops, "b", 3), in(ops, "c", 3))),
        row(
            "MatMul[a:float[3, 7], b:float[3, 7]]: shape mismatch, lhs: [3, 7], rhs: [3, 7]",
            ops -> ops.matMul(in(ops, "a", 3, 7), in(ops, "b", 3, 7))),
        row(
            "MatMul[a:float[7], b:float[7, 3]]: shape mismatch, lhs: [7], rhs: [7, 3]",
            ops -> ops.matMul(in(ops, "a", 7), in(ops, "b", 7, 3))),
        row(
            "MatMul[a:float[B, 3, 7], b:float[C, 7, 3]]: shape mismatch, lhs: [B], rhs: [C]",
            ops -> ops.matMul(in(ops, "a", "B", 3, 7), in(ops, "b", "C", 7, 3))),
        row(
            "Gemm[a:float[3, 7], b:float[7, 3]]: shape mismatch, lhs: [3, 7], rhs: [7, 3]",
            ops -> ops.linear(in(ops, "a", 3, 7), in(ops, "b", 7, 3), null)),
        row(
            "Gemm[a:float[2, 3, 7], b:float[7, 3]]: not matrices, lhs: [2, 3, 7], rhs: [7, 3]",
            ops -> ops.gemm(in(ops, "a", 2, 3, 7), in(ops, "b", 7, 3), null, false)),
        row(
            "Gemm[a:float[1, 7], b:float[7, 3], c:float[2, 3]]: [2, 3] does not broadcast to [1, 3]",
            ops -> ops.gemm(in(ops, "a", 1, 7), in(ops, "b", 7, 3), in(ops, "c", 2, 3), false)),
        row(
            "Reshape[x:float[3, 7], integer_0:int64[1]]: 21 elements do not fill [20]",
            ops -> ops.reshape(in(ops, "x", 3, 7), Shape.of(20))),
        row(
            "Transpose[x:float[3, 7]]: 'perm' [0, 0] is no order of the axes of [3, 7]",
            ops -> ops.transpose(in(ops, "x", 3, 7), 0, 0)),
        row(
            "Transpose[x:float[3, 7]]: 'perm' [1, 0, 2] is no order of the axes of [3, 7]",
            ops -> ops.transpose(in(ops, "x", 3, 7), 1, 0, 2)),
        row(
            "Concat[a:float[3, 7], b:float[1, 6]]: part [1, 6] and [4, 7] differ beside axis 0",
            ops -> ops.concat(0, new Dim.Fixed(4), in(ops, "a", 3, 7), in(ops, "b", 1, 6))),
        row(
            "Concat[a:float[3], b:float[1]]: parts [3, 1] of axis 0 do not make [5]",
            ops -> ops.concat(0, new Dim.Fixed(5), in(ops, "a", 3), in(ops, "b", 1))),
        row(
            "Concat[a:float[3], b:float[1, 1]]: part [1, 1] and [4] differ beside axis 0",
            ops -> ops.concat(0, new Dim.Fixed(4), in(ops, "a", 3), in(ops, "b", 1, 1))),
        row(
            "Split[x:float[3, 7], integer_0:int64[2]]: parts [1, 7] of axis 1 do not make [3, 7]",
            ops -> ops.split(in(ops, "x", 3, 7), 1, new Dim.Fixed(1), new Dim.Fixed(7)).get(0)),
        row(
            "Gather[x:float[3], i:float[1]]: only int64 indices of axis 0 are supported",
            ops -> ops.gather(in(ops, "x", 3), in(ops, "i", 1))),
        row(
            "Gather[x:float[], i:int64[]]: axis 0 of shape []",
            ops -> ops.gather(in(ops, "x"), whole(ops, "i"))),
        row(
            "LayerNormalization[x:float[3, 7], g:float[3]]: gain or bias [3] for rows of [3, 7]",
            ops -> ops.layerNormalization(in(ops, "x", 3, 7), in(ops, "g", 3), null, 1e-5)),
        row(
            "SkipLayerNormalization[x:float[3, 7], y:float[3, 1], g:float[7], g:float[7], g:float[7]]:"
                + " expected two tensors of one type",
            ops -> skipNormalization(ops, in(ops, "y", 3, 1), in(ops, "g", 7))),
        row(
            "SkipLayerNormalization[x:float[3, 7], y:float[3, 7], g:float[3], g:float[3], g:float[3]]:"
                + " gain, shift or bias [3] for rows of [3, 7]",
            ops -> skipNormalization(ops, in(ops, "y", 3, 7), in(ops, "g", 3))),
        row("axis 2 of shape [3, 7]", ops -> ops.reduceSum(in(ops, "x", 3, 7), false, 2)),
        row("axis -2 of shape [7]", ops -> ops.transposeLast(in(ops, "x", 7))),
        row(
            "Expand[x:float[3], integer_0:int64[2]]: shape mismatch, lhs: [3], rhs: [2, 7]",
            ops -> ops.expand(in(ops, "x", 3), Shape.of(2, 7))),
        row(
            "Expand[x:float[3], integer_0:int64[1]]: [3] does not broadcast to [1]",
            ops -> ops.expand(in(ops, "x", 3), Shape.of(1))),
        row("no value has the extent N", ops -> ops.expand(in(ops, "x", 1), Shape.of("N"))),
        row(
            "Add takes 2 to 2 inputs, got 1: [x:float[]]",
            ops -> ops.apply(Operator.ADD, in(ops, "x"))),
        row("Exp has attributes [], got [axis]", ShapeRulesTest::exponentialOfAnAxis),
        row(
            "Conv[x:float[B, 3, 7, 5], k:float[13, 4, 3, 3]]: kernels [13, 4, 3, 3] for images [B, 3, 7, 5]",
            ops -> ops.convolve(image(ops, 7, 5), in(ops, "k", 13, 4, 3, 3), null, 1, 1)),
        row(
            "Conv[x:float[B, 3, 7, 5], k:float[13, 3, 3, 3], b:float[3]]: bias [3] for kernels [13, 3, 3, 3]",
            ops -> ops.convolve(image(ops, 7, 5), kernels(ops, 13, 3), in(ops, "b", 3), 1, 1)),
        row(
            "Conv[x:float[B, 3, 2, 5], k:float[13, 3, 3, 3]]: a window of 3 does not fit into 2",
            ops -> ops.convolve(image(ops, 2, 5), kernels(ops, 13, 3), null, 1, 0)),
        row(
            "Conv[x:int64[B, 3, 7, 5], k:float[13, 3, 3, 3]]: element types differ",
            ops -> ops.convolve(whole(ops, "x", "B", 3, 7, 5), kernels(ops, 13, 3), null, 1, 0)),
        row(
            "Conv[x:float[B, 3, 7, 5], k:float[13, 3, 3, 3]]: 'kernel_shape' [2, 2] of [13, 3, 3, 3]",
            ShapeRulesTest::convolutionOfAnotherWindow),
        row(
            "AveragePool[x:float[B, 3, H, 5]]: expected images [B, C, H, W] of known sides, got [B, 3, H, 5]",
            ops -> ops.averagePool(in(ops, "x", "B", 3, "H", 5), 2)),
        row(
            "AveragePool[x:float[3, 7, 5]]: expected images [B, C, H, W] of known sides, got [3, 7, 5]",
            ops -> ops.averagePool(in(ops, "x", 3, 7, 5), 2)),
        row(
            "Range[a:int64[], b:int64[], c:int64[]]: the caller must declare one output shape, got []",
            ShapeRulesTest::rangeOfUnknownLength),
        row(
            "Transpose[x:float[1]]: attribute 'perm' is missing",
            ops -> node(ops, Operator.TRANSPOSE, Map.of(), in(ops, "x", 1))),
        row(
            "Cast[x:float[1]]: 'to' 16 is no element type of ours",
            ops -> node(ops, Operator.CAST, Map.of("to", Attribute.of(16)), in(ops, "x", 1))));
  }

  private static Value image(Ops ops, int height, int width) {
    return in(ops, "x", "B", 3, height, width);
  }

  private static Value kernels(Ops ops, int outputs, int side) {
    return in(ops, "k", outputs, 3, side, side);
  }

  private static Value convolutionOfAnotherWindow(Ops ops) {
    Attribute ofTwo = Attribute.of(new long[] {2, 2});
    return node(
        ops, Operator.CONV, Map.of("kernel_shape", ofTwo), image(ops, 7, 5), kernels(ops, 13, 3));
  }

  private static Value rangeOfUnknownLength(Ops ops) {
    return node(ops, Operator.RANGE, Map.of(), whole(ops, "a"), whole(ops, "b"), whole(ops, "c"));
  }

  private static Value exponentialOfAnAxis(Ops ops) {
    return node(ops, Operator.EXP, Map.of("axis", Attribute.of(1)), in(ops, "x", 3));
  }

  private static Value skipNormalization(Ops ops, Value rows, Value vector) {
    Value change = in(ops, "x", 3, 7);
    return ops.skipLayerNormalization(change, rows, vector, vector, vector, 1e-5).sum();
  }

  private static Value node(
      Ops ops, Operator operator, Map<String, Attribute> attributes, Value... operands) {
    return ops.builder().node(operator, List.of(operands), attributes).get(0);
  }

  @ParameterizedTest
  @MethodSource("refused")
  void refusesWhatDoesNotFitAndNamesIt(String message, Build build) {
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> build.apply(ops));
    assertEquals(message, refusal.getMessage());
  }
}
