package org.softcpt.onnx.gradient;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.softcpt.onnx.graph.Dim;
import org.softcpt.onnx.graph.Node;
import org.softcpt.onnx.graph.Ops;
import org.softcpt.onnx.graph.Shape;
import org.softcpt.onnx.graph.Value;

/** The backward step through one node: what a {@link GradientRule} sees and does. */
final class Backward {

  private final Node node;
  private final Ops ops;
  private final Map<Value, Value> gradients;
  private final Set<Value> active;

  /**
   * Prepares the step.
   *
   * @param node the node to go back through
   * @param ops where nodes are emitted
   * @param gradients gradients known so far; grows
   * @param active values that depend on the wanted inputs
   */
  Backward(Node node, Ops ops, Map<Value, Value> gradients, Set<Value> active) {
    this.node = node;
    this.ops = ops;
    this.gradients = gradients;
    this.active = active;
  }

  Node node() {
    return node;
  }

  Ops ops() {
    return ops;
  }

  Value input(int place) {
    return node.input(place);
  }

  Value output() {
    return node.output(0);
  }

  /**
   * Gradient of the first output, for rules that ignore the others.
   *
   * @throws IllegalArgumentException if a gradient reached another output: it would be lost
   */
  Value upstream() {
    List<Value> reached = node.outputs().stream().filter(gradients::containsKey).toList();
    if (!reached.equals(List.of(output()))) {
      throw new IllegalArgumentException(
          "%s has a gradient rule for its first output only; node '%s' has gradients of %s"
              .formatted(node.operator().onnxName(), node.name(), reached));
    }
    return gradients.get(output());
  }

  /** Gradient of an output, or null if nothing that matters depends on it. */
  @Nullable Value upstream(int output) {
    return gradients.get(node.output(output));
  }

  boolean wants(int input) {
    return active.contains(node.input(input));
  }

  /**
   * Adds to an input's gradient, after summing over the axes along which the input was broadcast.
   */
  void give(int input, Value gradient) {
    Value target = node.input(input);
    Value fitting = unbroadcast(gradient, target.shape());
    gradients.merge(target, fitting, ops::add);
  }

  private Value unbroadcast(Value gradient, Shape shape) {
    Value sum = gradient;
    while (sum.shape().rank() > shape.rank()) {
      sum = ops.reduceSum(sum, false, 0);
    }
    for (int axis = 0; axis < shape.rank(); axis++) {
      Dim wide = sum.shape().dim(axis);
      if (shape.dim(axis).isOne() && !wide.isOne()) {
        sum = ops.reduceSum(sum, true, axis);
      }
    }
    return sum;
  }
}
