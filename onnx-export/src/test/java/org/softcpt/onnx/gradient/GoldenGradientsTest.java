package org.softcpt.onnx.gradient;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.softcpt.onnx.graph.ElementType;
import org.softcpt.onnx.graph.Graph;
import org.softcpt.onnx.graph.GraphBuilder;
import org.softcpt.onnx.graph.Ops;
import org.softcpt.onnx.graph.Shape;
import org.softcpt.onnx.graph.Value;
import org.softcpt.onnx.testing.OnnxRun;
import org.softcpt.onnx.testing.Tensor;

/** Blocks of a transformer and a loss against PyTorch's autograd in float64. */
class GoldenGradientsTest {

  /** Measured: at most 1.0e-15; ten times that. */
  private static final double DOUBLE_TOLERANCE = 1e-14;

  /** Measured: at most 6.1e-7 (ONNX Runtime approximates the sigmoid); ten times that. */
  private static final double FLOAT_TOLERANCE = 6e-6;

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "EXACT_GELU_MLP")
  void equalsAutogradInDoublePrecision(GoldenForwards forward) throws IOException {
    check(forward, ElementType.DOUBLE, DOUBLE_TOLERANCE);
  }

  @ParameterizedTest
  @EnumSource
  void equalsAutogradInSinglePrecision(GoldenForwards forward) throws IOException {
    check(forward, ElementType.FLOAT, FLOAT_TOLERANCE);
  }

  private static void check(GoldenForwards forward, ElementType real, double tolerance)
      throws IOException {
    GoldenGradients.Case golden = GoldenGradients.read().cases().get(forward.title());
    Map<String, Tensor> expected = GoldenGradients.tensors(golden.gradients());
    expected.put("output", golden.output().tensor());
    Map<String, Tensor> fed = GoldenGradients.tensors(golden.inputs());
    try (OnnxRun run = OnnxRun.of(graph(forward, real, fed))) {
      fed.put("upstream", golden.upstream().tensor());
      Map<String, Tensor> found = run.run(fed);
      expected.forEach(
          (name, value) -> {
            double error = found.get("found " + name).relativeError(value);
            assertTrue(error < tolerance, forward.title() + ", " + name + ": error " + error);
          });
    }
  }

  private static Graph graph(GoldenForwards forward, ElementType real, Map<String, Tensor> fed) {
    GraphBuilder builder = new GraphBuilder(real);
    Map<String, Value> in = new LinkedHashMap<>();
    fed.forEach((name, tensor) -> in.put(name, builder.input(name, real, shape(tensor))));
    Value output = forward.output(new Ops(builder), in);
    Value upstream = builder.input("upstream", real, output.shape());
    List<Value> gradients =
        Differentiator.vectorJacobianProduct(
            builder, Map.of(output, upstream), List.copyOf(in.values()));
    Map<String, Value> fetched = new HashMap<>(Map.of("found output", output));
    List<String> names = new ArrayList<>(in.keySet());
    names.forEach(name -> fetched.put("found " + name, gradients.get(names.indexOf(name))));
    return builder.finish(forward.title(), fetched);
  }

  private static Shape shape(Tensor tensor) {
    return Shape.of(Arrays.stream(tensor.extents()).boxed().toArray());
  }
}
