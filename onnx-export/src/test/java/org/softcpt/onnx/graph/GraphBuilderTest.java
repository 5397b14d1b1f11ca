package org.softcpt.onnx.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.softcpt.onnx.testing.OnnxRun;
import org.softcpt.onnx.testing.Tensor;

class GraphBuilderTest {

  private final GraphBuilder builder = new GraphBuilder(ElementType.FLOAT);
  private final Ops ops = new Ops(builder);
  private final Value x = builder.input("x", ElementType.FLOAT, Shape.of("N", 7));

  @Test
  void constantsAreMadeOnce() {
    assertSame(builder.real(0.5), builder.real(0.5));
    assertSame(builder.integer(3), builder.integer(3));
    assertSame(builder.integers(3, 1), builder.integers(3, 1));
    assertSame(builder.extent(new Dim.Symbol("N")), builder.extent(new Dim.Symbol("N")));
    assertSame(builder.extents(Shape.of("N", 2)), builder.extents(Shape.of("N", 2)));
    assertEquals(builder.weight("w", 7), builder.weight("w", 7));
    assertNotEquals(builder.integer(3), builder.integers(3)); // scalar, vector
  }

  @Test
  void constantsRememberTheirNumbers() {
    assertEquals(List.of(3L, -1L), builder.constantIntegers(builder.integers(3, -1)));
    assertRefused("no constant whole numbers: x:float[N, 7]", () -> builder.constantIntegers(x));
  }

  @Test
  void extentsOfSymbolsAreReadFromTheValueThatHasThem() {
    builder.input("y", ElementType.FLOAT, Shape.of(3, "M"));
    assertRun(5, builder.extent(new Dim.Symbol("N")));
    assertRun(2, builder.extent(new Dim.Symbol("M")));
    assertRun(13, builder.extent(new Dim.Fixed(13)));
  }

  @Test
  void shapesMixNumbersKnownSymbolsAndOneUnknown() {
    assertEquals(List.of(3L, 7L), builder.constantIntegers(builder.extents(Shape.of(3, 7))));
    assertEquals(List.of(-1L, 7L), builder.constantIntegers(builder.extents(Shape.of("Q", 7))));
    assertEquals(Shape.of(0), builder.extents(Shape.of()).shape());
    builder.input("y", ElementType.FLOAT, Shape.of(3, "M"));
    assertRun(new double[] {5, 13, 2, -1}, builder.extents(Shape.of("N", 13, "M", "Q")));
  }

  @Test
  void unknownSymbolsAreRefused() {
    assertRefused("no value has the extent Q", () -> builder.extent(new Dim.Symbol("Q")));
    assertRefused(
        "no value has two of the extents of [Q, N, R]",
        () -> builder.extents(Shape.of("Q", "N", "R")));
  }

  private void assertRun(double expected, Value value) {
    assertRun(new double[] {expected}, value);
  }

  private void assertRun(double[] expected, Value value) {
    Graph graph = builder.finish("extents", Map.of("extents", value));
    Map<String, Tensor> fed = Map.of("x", zeros(5, 7), "y", zeros(3, 2));
    try (OnnxRun run = OnnxRun.of(graph)) {
      assertArrayEquals(expected, run.run(fed).get("extents").values());
    }
  }

  private static Tensor zeros(int rows, int columns) {
    return new Tensor(new long[] {rows, columns}, new double[rows * columns]);
  }

  @Test
  void finishKeepsOnlyWhatTheOutputsNeed() {
    Value used = ops.add(x, builder.weight("used", 7));
    Value unused = ops.mul(used, builder.weight("unused", 7));
    builder.input("spare", ElementType.FLOAT, Shape.of(1));
    Graph graph = builder.finish("half", Map.of("y", used));
    assertEquals(List.of(Operator.ADD), graph.nodes().stream().map(Node::operator).toList());
    assertEquals(
        List.of("used"), graph.initializers().stream().map(i -> i.value().name()).toList());
    assertEquals(List.of("x", "spare"), graph.inputs().stream().map(Value::name).toList());
    assertEquals(2, builder.finish("whole", Map.of("y", unused)).nodes().size());
  }

  @Test
  void namesTellWhereANodeBelongs() {
    builder.scope("block3/");
    Value y = ops.apply(Operator.EXP, x);
    assertEquals("block3/Exp_0.0", y.name());
  }

  @Test
  void refusesTwoInputsOfOneName() {
    assertRefused("two inputs named 'x'", () -> builder.input("x", ElementType.FLOAT, Shape.of()));
  }

  @Test
  void refusesOneWeightInTwoShapes() {
    Value twice = ops.add(ops.add(x, builder.weight("w", 7)), builder.weight("w", 1, 7));
    assertRefused(
        "one name for two values: w:float[7], w:float[1, 7]",
        () -> builder.finish("twice", Map.of("y", twice)));
  }

  @Test
  void refusesConstantsThatDoNotFillTheirShape() {
    assertRefused(
        "constant real_0:float[3] has 3 elements, got 2",
        () -> builder.reals(new long[] {3}, 1, 2));
  }

  @Test
  void refusesOutputsNamedLikeAnotherValue() {
    Value y = ops.apply(Operator.EXP, x);
    assertRefused(
        "output 'x' of Exp_0.0:float[N, 7] has the name of another value",
        () -> builder.finish("clash", Map.of("x", y)));
    Value z = ops.add(y, y);
    assertRefused(
        "output 'Exp_0.0' of Add_1.0:float[N, 7] has the name of another value",
        () -> builder.finish("clash", Map.of("Exp_0.0", z)));
  }

  @Test
  void refusesOutputsOfAnotherGraph() {
    Value foreign = new GraphBuilder(ElementType.FLOAT).input("z", ElementType.FLOAT, Shape.of());
    assertRefused(
        "not computed by this graph before it is read: z:float[]",
        () -> builder.finish("foreign", Map.of("y", foreign)));
  }

  @Test
  void refusesRealNumbersThatAreWhole() {
    assertRefused(
        "not a floating-point type: INT64", () -> new GraphBuilder(ElementType.INT64).real());
  }

  @Test
  void refusesWhatIsNoShape() {
    assertRefused("negative extent -1", () -> Shape.of("N", -1));
    assertRefused("not a dimension: true", () -> Shape.of(true));
    assertRefused("shape [N] is not known before running", () -> Shape.of("N").extents());
  }

  private static void assertRefused(String message, Supplier<?> what) {
    IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, what::get);
    assertEquals(message, refusal.getMessage());
  }
}
