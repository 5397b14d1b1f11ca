package org.softcpt.onnx.gradient;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.softcpt.onnx.graph.ElementType;
import org.softcpt.onnx.graph.GraphBuilder;
import org.softcpt.onnx.graph.Ops;
import org.softcpt.onnx.graph.Value;
import org.softcpt.onnx.testing.OnnxRun;
import org.softcpt.onnx.testing.Tensor;

/**
 * A {@link GradientCase} at work: one session for its outputs, another for the vector-Jacobian
 * product with upstream gradients that are fed. Tensors go by the names of values.
 */
final class GradientProbe implements AutoCloseable {

  private final GradientCase row;
  private final Map<String, Value> arguments = new LinkedHashMap<>();
  private final Map<String, Value> outputs = new LinkedHashMap<>();
  private final Map<String, Value> gradients = new LinkedHashMap<>();
  private final OnnxRun forward;
  private final OnnxRun backward;

  GradientProbe(GradientCase row, ElementType real) {
    this.row = row;
    GraphBuilder builder = new GraphBuilder(real);
    for (Argument argument : row.arguments()) {
      String name = "argument" + arguments.size();
      arguments.put(name, builder.input(name, argument.element(real), argument.shape()));
    }
    List<Value> made = row.forward().outputs(new Ops(builder), List.copyOf(arguments.values()));
    made.forEach(value -> outputs.put("output" + outputs.size(), value));
    forward = OnnxRun.of(builder.finish("forward", outputs));
    differentiate(builder);
    backward = OnnxRun.of(builder.finish("backward", gradients));
  }

  private void differentiate(GraphBuilder builder) {
    Map<Value, Value> upstream = new HashMap<>();
    outputs.forEach(
        (name, value) ->
            upstream.put(value, builder.input("d" + name, value.element(), value.shape())));
    List<Value> wanted = wanted().stream().map(arguments::get).toList();
    List<Value> found = Differentiator.vectorJacobianProduct(builder, upstream, wanted);
    for (int i = 0; i < found.size(); i++) {
      gradients.put("d" + wanted.get(i).name(), found.get(i));
    }
  }

  /** Names of the arguments to differentiate by; their gradients have a "d" in front. */
  List<String> wanted() {
    List<String> names = new ArrayList<>(arguments.keySet());
    return names.stream().filter(n -> row.arguments().get(names.indexOf(n)).wanted()).toList();
  }

  Value argument(String name) {
    return arguments.get(name);
  }

  Value gradient(String wanted) {
    return gradients.get("d" + wanted);
  }

  Map<String, Tensor> drawArguments(RandomGenerator random) {
    Map<String, Tensor> drawn = new LinkedHashMap<>();
    row.arguments().forEach(a -> drawn.put("argument" + drawn.size(), a.draw(random)));
    return drawn;
  }

  /** Random upstream gradients, of the shapes that the outputs turn out to have. */
  Map<String, Tensor> drawUpstream(Map<String, Tensor> fed, RandomGenerator random) {
    Map<String, Tensor> drawn = new LinkedHashMap<>();
    forward(fed).forEach((name, y) -> drawn.put("d" + name, Tensor.normal(random, y.extents())));
    return drawn;
  }

  /** Outputs by name. */
  Map<String, Tensor> forward(Map<String, Tensor> fed) {
    return forward.run(fed);
  }

  /** Gradients of the wanted arguments. */
  Map<String, Tensor> backward(Map<String, Tensor> fed, Map<String, Tensor> upstream) {
    Map<String, Tensor> all = new HashMap<>(fed);
    all.putAll(upstream);
    return backward.run(all);
  }

  /** The scalar whose gradient the product is: Σ upstream · output. */
  double loss(Map<String, Tensor> fed, Map<String, Tensor> upstream) {
    return forward(fed).entrySet().stream()
        .mapToDouble(output -> output.getValue().dot(upstream.get("d" + output.getKey())))
        .sum();
  }

  @Override
  public void close() {
    forward.close();
    backward.close();
  }
}
