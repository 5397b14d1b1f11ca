package org.softcpt.onnx.gradient;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.softcpt.onnx.graph.GraphBuilder;
import org.softcpt.onnx.graph.Node;
import org.softcpt.onnx.graph.Ops;
import org.softcpt.onnx.graph.Shape;
import org.softcpt.onnx.graph.Value;

/** Extends a graph under construction by the nodes that compute gradients. */
public final class Differentiator {

  private Differentiator() {}

  /**
   * Gradient of a scalar.
   *
   * @param builder the graph that computes the scalar; grows
   * @param loss the scalar, shape []
   * @param wanted values to differentiate with respect to
   * @return one gradient per wanted value, of its shape
   * @throws IllegalArgumentException if the loss is no scalar, does not depend on a wanted value,
   *     or depends on it through an operator without a rule
   */
  public static List<Value> gradient(GraphBuilder builder, Value loss, List<Value> wanted) {
    if (!loss.shape().equals(Shape.of())) {
      throw new IllegalArgumentException("only a scalar has a gradient: " + loss);
    }
    return vectorJacobianProduct(builder, Map.of(loss, builder.real(1)), wanted);
  }

  /**
   * Vector-Jacobian product: Σ over outputs of upstream · ∂output/∂wanted.
   *
   * @param builder the graph that computes the outputs; grows
   * @param upstream per output its upstream gradient, of the output's shape
   * @param wanted values to differentiate with respect to
   * @return one gradient per wanted value, of its shape
   * @throws IllegalArgumentException as in {@link #gradient}, or if an upstream gradient has
   *     another type than its output
   */
  public static List<Value> vectorJacobianProduct(
      GraphBuilder builder, Map<Value, Value> upstream, List<Value> wanted) {
    upstream.forEach(Differentiator::checkUpstream);
    List<Node> nodes = builder.nodes();
    Set<Value> active = active(nodes, wanted);
    Map<Value, Value> gradients = new HashMap<>(upstream);
    Ops ops = new Ops(builder);
    builder.scope("backward/");
    for (int i = nodes.size() - 1; i >= 0; i--) {
      Node node = nodes.get(i);
      if (node.outputs().stream().anyMatch(v -> active.contains(v) && gradients.containsKey(v))) {
        GradientRules.of(node).apply(new Backward(node, ops, gradients, active));
      }
    }
    builder.scope("");
    return wanted.stream().map(value -> found(gradients, value)).toList();
  }

  private static void checkUpstream(Value output, Value gradient) {
    if (!gradient.type().equals(output.type())) {
      throw new IllegalArgumentException(
          "upstream gradient " + gradient + " of an output " + output);
    }
  }

  /** Values that depend on a wanted one and carry real numbers. */
  private static Set<Value> active(List<Node> nodes, List<Value> wanted) {
    Set<Value> active = new HashSet<>(wanted);
    for (Node node : nodes) {
      if (node.call().inputs().stream().anyMatch(active::contains)) {
        node.outputs().stream()
            .filter(output -> output.element().isFloating())
            .forEach(active::add);
      }
    }
    return active;
  }

  private static Value found(Map<Value, Value> gradients, Value value) {
    Value gradient = gradients.get(value);
    if (gradient == null) {
      throw new IllegalArgumentException("no output depends on " + value);
    }
    return gradient;
  }
}
