package org.softcpt.onnx.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.softcpt.onnx.testing.OnnxRun;
import org.softcpt.onnx.testing.Tensor;

/** What the writer writes, ONNX Runtime understands. */
class OnnxWriterTest {

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void writesWeightsConstantsAndSymbols(ElementType real) {
    GraphBuilder builder = new GraphBuilder(real);
    Ops ops = new Ops(builder);
    Value x = builder.input("x", real, Shape.of("N", 2));
    Value y = ops.linear(x, builder.weight("w", 1, 2), null);
    Graph graph = builder.finish("line", Map.of("y", ops.add(y, builder.real(0.5))));
    Tensor weight = new Tensor(new long[] {1, 2}, new double[] {2, 3});
    try (OnnxRun run = OnnxRun.of(graph, Map.of("w", weight))) {
      Tensor fed = new Tensor(new long[] {3, 2}, new double[] {1, 0, 0, 1, 1, 1});
      Tensor fetched = run.run(Map.of("x", fed)).get("y");
      assertArrayEquals(new long[] {3, 1}, fetched.extents());
      assertArrayEquals(new double[] {2.5, 3.5, 5.5}, fetched.values());
    }
  }
}
