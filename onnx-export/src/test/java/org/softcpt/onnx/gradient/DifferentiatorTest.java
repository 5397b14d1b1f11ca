package org.softcpt.onnx.gradient;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.softcpt.onnx.graph.ElementType;
import org.softcpt.onnx.graph.GraphBuilder;
import org.softcpt.onnx.graph.Node;
import org.softcpt.onnx.graph.Operator;
import org.softcpt.onnx.graph.Ops;
import org.softcpt.onnx.graph.Shape;
import org.softcpt.onnx.graph.Value;
import org.softcpt.onnx.testing.OnnxRun;
import org.softcpt.onnx.testing.Tensor;

/** Laws of differentiation, what is differentiated, and what is refused. */
class DifferentiatorTest {

  private static final long SEED = 20261123;

  /** Why an operator carries no gradient: whoever adds an operator decides. */
  private static final Map<Operator, String> WITHOUT_GRADIENT =
      new EnumMap<>(
          Map.of(
              Operator.EQUAL, "truth values are constant almost everywhere",
              Operator.LESS_OR_EQUAL, "truth values are constant almost everywhere",
              Operator.SHAPE, "extents do not depend on elements",
              Operator.RANGE, "whole numbers",
              Operator.SCATTER_ND, "only emitted by the rule of Gather",
              Operator.CONV, "only in the image encoder, which is frozen",
              Operator.DYNAMIC_QUANTIZE_LINEAR, "steps are constant almost everywhere",
              Operator.MAT_MUL_INTEGER_TO_FLOAT, "only in the image encoder, which is frozen",
              Operator.MULTI_HEAD_ATTENTION, "only in encoders that are never differentiated"));

  private final GraphBuilder builder = new GraphBuilder(ElementType.DOUBLE);
  private final Ops ops = new Ops(builder);
  private final Value x = builder.input("x", ElementType.DOUBLE, Shape.of("N", 7));

  @Test
  void everyOperatorHasARuleOrAReasonNotTo() {
    Set<Operator> decided = new HashSet<>(GradientRules.differentiable());
    decided.addAll(WITHOUT_GRADIENT.keySet());
    assertEquals(Set.of(Operator.values()), decided);
    assertEquals(
        Operator.values().length, GradientRules.differentiable().size() + WITHOUT_GRADIENT.size());
  }

  @Test
  void bytesAreNotDifferentiatedInSilence() {
    GraphBuilder single = new GraphBuilder(ElementType.FLOAT);
    Ops singleOps = new Ops(single);
    Value input = single.input("x", ElementType.FLOAT, Shape.of("N", 7));
    Value product =
        singleOps.quantisedLinear(
            singleOps.quantised(input),
            single.weight("columns", ElementType.INT8, 7, 3),
            single.weight("scales", 3),
            single.weight("bias", 3));
    Value loss = singleOps.reduceSum(product, false, 0, 1);
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> Differentiator.gradient(single, loss, List.of(input)));
    assertTrue(e.getMessage().contains("MatMulIntegerToFloat"), e.getMessage());
  }

  @Test
  void everyRuleIsInTheTableOfChecks() {
    Set<Operator> checked =
        GradientCases.all().map(GradientCase::operator).collect(Collectors.toSet());
    assertEquals(GradientRules.differentiable(), checked);
  }

  @ParameterizedTest
  @MethodSource("org.softcpt.onnx.gradient.GradientCases#all")
  void gradientHasTypeOfWhatItBelongsTo(GradientCase row) {
    try (GradientProbe probe = new GradientProbe(row, ElementType.FLOAT)) {
      for (String wanted : probe.wanted()) {
        assertEquals(probe.argument(wanted).type(), probe.gradient(wanted).type());
      }
    }
  }

  /** 3·J(u) - 2·J(v) = J(3u - 2v), to rounding: sums of some hundred terms of 1e-16. */
  @ParameterizedTest
  @MethodSource("org.softcpt.onnx.gradient.GradientCases#inDouble")
  void productIsLinearInUpstream(GradientCase row) {
    RandomGenerator random = new Random(SEED);
    try (GradientProbe probe = new GradientProbe(row, ElementType.DOUBLE)) {
      Map<String, Tensor> fed = probe.drawArguments(random);
      Map<String, Tensor> u = probe.drawUpstream(fed, random);
      Map<String, Tensor> v = probe.drawUpstream(fed, random);
      Map<String, Tensor> expected = combine(probe.backward(fed, u), probe.backward(fed, v));
      Map<String, Tensor> found = probe.backward(fed, combine(u, v));
      found.forEach(
          (name, gradient) ->
              assertEquals(
                  0,
                  gradient.plus(-1, expected.get(name)).norm() / (1 + gradient.norm()),
                  1e-14,
                  () -> row + ", " + name + ", seed " + SEED));
    }
  }

  private static Map<String, Tensor> combine(Map<String, Tensor> u, Map<String, Tensor> v) {
    Map<String, Tensor> sum = new HashMap<>();
    u.forEach((name, tensor) -> sum.put(name, tensor.map(a -> 3 * a).plus(-2, v.get(name))));
    return sum;
  }

  @Test
  void gradientOfAValueByItselfIsItsUpstream() {
    Value upstream = builder.input("dx", ElementType.DOUBLE, x.shape());
    assertEquals(
        List.of(upstream),
        Differentiator.vectorJacobianProduct(builder, Map.of(x, upstream), List.of(x)));
  }

  /** d/dx (y + y²) with y = e^x, by y and by x: 1 + 2y, and that times y. */
  @Test
  void differentiatesByAnIntermediateValueToo() {
    Value y = ops.apply(Operator.EXP, x);
    Value loss = ops.reduceSum(ops.add(y, ops.mul(y, y)), false, 0, 1);
    List<Value> both = Differentiator.gradient(builder, loss, List.of(y, x));
    Map<String, Tensor> found = fetch(Map.of("y", y, "dy", both.get(0), "dx", both.get(1)));
    Tensor slope = found.get("y").map(value -> 1 + 2 * value);
    assertEquals(0, found.get("dy").relativeError(slope), 1e-15);
    for (int i = 0; i < slope.values().length; i++) {
      double expected = slope.values()[i] * found.get("y").values()[i];
      assertEquals(expected, found.get("dx").values()[i], 1e-14 * expected);
    }
  }

  /** d²/dx² x³ = 6x, exactly but for two roundings. */
  @Test
  void gradientsCanBeDifferentiatedAgain() {
    Value cube = ops.mul(x, ops.mul(x, x));
    Value first = derivative(cube);
    Map<String, Tensor> found = fetch(Map.of("second", derivative(first)));
    assertEquals(0, found.get("second").relativeError(draw().map(a -> 6 * a)), 1e-15);
  }

  private Value derivative(Value y) {
    Value loss = ops.reduceSum(y, false, 0, 1);
    return Differentiator.gradient(builder, loss, List.of(x)).get(0);
  }

  private Map<String, Tensor> fetch(Map<String, Value> outputs) {
    try (OnnxRun run = OnnxRun.of(builder.finish("test", outputs))) {
      return run.run(Map.of("x", draw()));
    }
  }

  private static Tensor draw() {
    return Tensor.normal(new Random(SEED), 3, 7);
  }

  /** On rows of zero mean, with upstream gradients of zero mean, both rules must agree. */
  @Test
  void centredNormalizationEqualsLayerNormalizationOnCentredRows() {
    Value ones = builder.reals(new long[] {7}, 1, 1, 1, 1, 1, 1, 1);
    Value rows = ops.sub(x, ops.reduceMean(x, true, -1));
    Value wave = ops.mul(rows, builder.reals(new long[] {7}, 3, -1, 4, -1, 5, -9, 2));
    Value upstream = ops.sub(wave, ops.reduceMean(wave, true, -1));
    Map<String, Tensor> found =
        fetch(
            Map.of(
                "full", product(ops.layerNormalization(rows, ones, null, 1e-5), upstream, rows),
                "short", product(ops.centredNormalization(rows, ones, 1e-5), upstream, rows)));
    assertEquals(0, found.get("short").relativeError(found.get("full")), 1e-14);
  }

  private Value product(Value output, Value upstream, Value wanted) {
    return Differentiator.vectorJacobianProduct(builder, Map.of(output, upstream), List.of(wanted))
        .get(0);
  }

  @Test
  void frozenInputsCostNothing() {
    Value y = ops.linear(x, builder.weight("w", 13, 7), builder.weight("b", 13));
    int before = builder.nodes().size();
    Differentiator.gradient(builder, ops.reduceSum(y, false, 0, 1), List.of(x));
    List<Operator> added =
        builder.nodes().subList(before, builder.nodes().size()).stream()
            .map(Node::operator)
            .filter(operator -> operator == Operator.GEMM)
            .toList();
    assertEquals(List.of(Operator.GEMM), added);
  }

  @Test
  void refusesALossThatDoesNotDependOnWhatIsWanted() {
    Value other = builder.input("other", ElementType.DOUBLE, Shape.of(7));
    Value loss = ops.reduceSum(other, false, 0);
    assertRefused("no output depends on x:double[N, 7]", loss, x);
  }

  @Test
  void refusesALossThatDependsOnlyThroughTruthValues() {
    Value isNegative = ops.lessOrEqual(x, builder.real(0));
    Value ones = ops.cast(isNegative, ElementType.DOUBLE);
    assertRefused("no output depends on x", ops.reduceSum(ones, false, 0, 1), x);
  }

  @Test
  void refusesWhatIsNoScalar() {
    assertRefused("only a scalar has a gradient: Exp_", ops.apply(Operator.EXP, x), x);
  }

  @Test
  void namesTheOperatorWithoutARule() {
    Value image = builder.input("image", ElementType.DOUBLE, Shape.of(1, 3, 2, 2));
    Value kernel = builder.weight("kernel", 5, 3, 2, 2);
    Value patches =
        builder.node(Operator.CONV, List.of(image, kernel), Map.of(), Shape.of(1, 5, 1, 1)).get(0);
    Value loss = ops.reduceSum(patches, false, 0, 1, 2, 3);
    assertRefused("operator Conv has no gradient rule; node 'Conv_", loss, image);
  }

  @Test
  void refusesUpstreamOfAnotherType() {
    Value y = ops.apply(Operator.EXP, x);
    Value row = builder.input("dy", ElementType.DOUBLE, Shape.of(7));
    IllegalArgumentException refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> Differentiator.vectorJacobianProduct(builder, Map.of(y, row), List.of(x)));
    assertEquals("upstream gradient dy:double[7] of an output " + y, refusal.getMessage());
  }

  /** Mean and deviation are read by backward passes only; their gradient would be lost. */
  @Test
  void refusesGradientsOfStatistics() {
    GraphBuilder floats = new GraphBuilder(ElementType.FLOAT);
    Value rows = floats.input("rows", ElementType.FLOAT, Shape.of(3, 7));
    List<Value> outputs =
        floats.node(
            Operator.LAYER_NORMALIZATION, List.of(rows, floats.weight("gain", 7)), Map.of());
    Value loss = new Ops(floats).reduceSum(outputs.get(2), false, 0, 1);
    IllegalArgumentException refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> Differentiator.gradient(floats, loss, List.of(rows)));
    assertTrue(
        refusal.getMessage().startsWith("LayerNormalization has a gradient rule for its first"),
        refusal.getMessage());
  }

  private void assertRefused(String reason, Value loss, Value wanted) {
    IllegalArgumentException refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> Differentiator.gradient(builder, loss, List.of(wanted)));
    assertTrue(refusal.getMessage().startsWith(reason), refusal.getMessage());
  }
}
