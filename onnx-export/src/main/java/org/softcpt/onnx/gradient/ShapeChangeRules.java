package org.softcpt.onnx.gradient;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.softcpt.onnx.graph.Dim;
import org.softcpt.onnx.graph.Node;
import org.softcpt.onnx.graph.Ops;
import org.softcpt.onnx.graph.Rearrangement;
import org.softcpt.onnx.graph.Shape;
import org.softcpt.onnx.graph.ShapeChangeOps;
import org.softcpt.onnx.graph.Value;

/** Rules of the operators that only move elements. */
final class ShapeChangeRules {

  private ShapeChangeRules() {}

  static void reshape(Backward pass) {
    pass.give(0, pass.ops().reshape(pass.upstream(), pass.input(0).shape()));
  }

  static void transpose(Backward pass) {
    List<Long> order = pass.node().call().integers("perm");
    long[] inverse = ShapeChangeOps.inverse(order.stream().mapToLong(Long::longValue).toArray());
    pass.give(0, pass.ops().transpose(pass.upstream(), inverse));
  }

  static void concat(Backward pass) {
    List<Value> parts = pass.node().call().inputs();
    int axis = axis(pass);
    Dim[] extents = parts.stream().map(part -> part.shape().dim(axis)).toArray(Dim[]::new);
    List<Value> gradients = pass.ops().split(pass.upstream(), axis, extents);
    for (int input = 0; input < parts.size(); input++) {
      if (pass.wants(input)) {
        pass.give(input, gradients.get(input));
      }
    }
  }

  /** A part that nothing depends on has gradient zero. */
  static void split(Backward pass) {
    Ops ops = pass.ops();
    Node node = pass.node();
    List<Value> gradients = new ArrayList<>();
    for (int output = 0; output < node.outputs().size(); output++) {
      Value known = pass.upstream(output);
      gradients.add(
          known != null ? known : ops.expand(ops.builder().real(0), node.output(output).shape()));
    }
    int axis = axis(pass);
    Dim whole = pass.input(0).shape().dim(axis);
    pass.give(0, ops.concat(axis, whole, gradients.toArray(Value[]::new)));
  }

  private static int axis(Backward pass) {
    return pass.input(0).shape().axis(pass.node().call().integer("axis", 0));
  }

  /**
   * A slice picked twice gets the sum of both gradients; one never picked gets zero. What was only
   * rearranged is picked back.
   */
  static void gather(Backward pass) {
    Shape data = pass.input(0).shape();
    Value indices = pass.input(1);
    Value slices = pass.upstream();
    Optional<Rearrangement> known = pass.ops().builder().rearrangement(indices);
    if (indices.shape().rank() != 1) {
      Dim all = product(indices.shape());
      indices = pass.ops().reshape(indices, Shape.of(all));
      slices = pass.ops().reshape(slices, data.with(0, all));
    }
    pass.give(
        0,
        known.isPresent()
            ? back(pass.ops(), slices, known.get())
            : pass.ops().scatterAdd(data, indices, slices));
  }

  private static Value back(Ops ops, Value slices, Rearrangement rearrangement) {
    Value places = rearrangement.complete() ? slices : withZero(ops, slices);
    return ops.gather(places, rearrangement.inverse());
  }

  /** One more slice, of zeros. */
  private static Value withZero(Ops ops, Value slices) {
    Shape shape = slices.shape();
    Value zero = ops.expand(ops.builder().real(0), shape.with(0, new Dim.Fixed(1)));
    return ops.concat(0, new Dim.Symbol(shape.dim(0) + "+1"), slices, zero);
  }

  private static Dim product(Shape shape) {
    long extent = 1;
    for (Dim dim : shape.dims()) {
      if (!(dim instanceof Dim.Fixed fixed)) {
        return new Dim.Symbol("product" + shape);
      }
      extent *= fixed.extent();
    }
    return new Dim.Fixed(extent);
  }

  static void expand(Backward pass) {
    pass.give(0, pass.upstream());
  }
}
