package org.softcpt.onnx.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Output types of the operators: one method per family of rows in {@link Operator}. */
final class ShapeRules {

  private ShapeRules() {}

  static List<TensorType> same(OperatorCall call) {
    return List.of(call.type(0));
  }

  static List<TensorType> arithmetic(OperatorCall call) {
    sameElements(call, 0, 1);
    return List.of(new TensorType(call.type(0).element(), broadcast(call, 0, 1)));
  }

  static List<TensorType> comparison(OperatorCall call) {
    sameElements(call, 0, 1);
    return List.of(new TensorType(ElementType.BOOL, broadcast(call, 0, 1)));
  }

  static List<TensorType> where(OperatorCall call) {
    sameElements(call, 1, 2);
    Shape branches = broadcast(call, 1, 2);
    Shape whole = broadcast(call, call.shape(0), branches);
    return List.of(new TensorType(call.type(1).element(), whole));
  }

  static List<TensorType> matMul(OperatorCall call) {
    sameElements(call, 0, 1);
    Shape left = call.shape(0);
    Shape right = call.shape(1);
    if (left.rank() < 2 || right.rank() < 2 || !left.dim(-1).equals(right.dim(-2))) {
      throw call.problem("shape mismatch, lhs: " + left + ", rhs: " + right);
    }
    List<Dim> dims = new ArrayList<>(broadcast(call, batch(left), batch(right)).dims());
    dims.add(left.dim(-2));
    dims.add(right.dim(-1));
    return List.of(new TensorType(call.type(0).element(), new Shape(dims)));
  }

  private static Shape batch(Shape shape) {
    return new Shape(shape.dims().subList(0, shape.rank() - 2));
  }

  static List<TensorType> gemm(OperatorCall call) {
    sameElements(call, 0, 1);
    boolean transposed = call.integer("transB", 0) == 1;
    Shape left = call.shape(0);
    Shape right = call.shape(1);
    if (left.rank() != 2 || right.rank() != 2) {
      throw call.problem("not matrices, lhs: " + left + ", rhs: " + right);
    }
    Dim inner = right.dim(transposed ? 1 : 0);
    Dim columns = right.dim(transposed ? 0 : 1);
    if (!left.dim(1).equals(inner)) {
      throw call.problem("shape mismatch, lhs: " + left + ", rhs: " + right);
    }
    Shape product = Shape.of(left.dim(0), columns);
    if (call.inputs().size() == 3 && !broadcast(call, product, call.shape(2)).equals(product)) {
      throw call.problem("bias " + call.shape(2) + " does not broadcast to " + product);
    }
    return List.of(new TensorType(call.type(0).element(), product));
  }

  static List<TensorType> declared(OperatorCall call) {
    if (call.declared().size() != 1) {
      throw call.problem("the caller must declare one output shape, got " + call.declared());
    }
    return List.of(new TensorType(call.type(0).element(), call.declared().get(0)));
  }

  static List<TensorType> transpose(OperatorCall call) {
    List<Long> order = call.integers("perm");
    Shape shape = call.shape(0);
    List<Long> sorted = order.stream().sorted().toList();
    for (int axis = 0; axis < Math.max(sorted.size(), shape.rank()); axis++) {
      if (sorted.size() != shape.rank() || sorted.get(axis) != axis) {
        throw call.problem("'perm' " + order + " is no order of the axes of " + shape);
      }
    }
    Shape moved = new Shape(order.stream().map(shape::dim).toList());
    return List.of(new TensorType(call.type(0).element(), moved));
  }

  static List<TensorType> concat(OperatorCall call) {
    Shape first = call.shape(0);
    int axis = first.axis(call.integer("axis", 0));
    long total = 0;
    boolean known = true;
    for (int i = 0; i < call.inputs().size(); i++) {
      sameElements(call, 0, i);
      if (!call.shape(i).with(axis, first.dim(axis)).equals(first)) {
        throw call.problem("shapes differ beside axis " + axis);
      }
      if (call.shape(i).dim(axis) instanceof Dim.Fixed fixed) {
        total += fixed.extent();
      } else {
        known = false;
      }
    }
    return known
        ? List.of(new TensorType(call.type(0).element(), first.with(axis, new Dim.Fixed(total))))
        : declared(call);
  }

  static List<TensorType> split(OperatorCall call) {
    int axis = call.shape(0).axis(call.integer("axis", 0));
    for (Shape part : call.declared()) {
      if (!part.with(axis, call.shape(0).dim(axis)).equals(call.shape(0))) {
        throw call.problem("part " + part + " differs beside axis " + axis);
      }
    }
    return call.declared().stream()
        .map(part -> new TensorType(call.type(0).element(), part))
        .toList();
  }

  static List<TensorType> gather(OperatorCall call) {
    if (call.integer("axis", 0) != 0 || call.type(1).element() != ElementType.INT64) {
      throw call.problem("only int64 indices of axis 0 are supported");
    }
    List<Dim> dims = new ArrayList<>(call.shape(1).dims());
    dims.addAll(call.shape(0).dims().subList(1, call.shape(0).rank()));
    return List.of(new TensorType(call.type(0).element(), new Shape(dims)));
  }

  static List<TensorType> normalization(OperatorCall call) {
    Shape shape = call.shape(0);
    for (int i = 1; i < call.inputs().size(); i++) {
      if (!call.shape(i).equals(Shape.of(shape.dim(-1)))) {
        throw call.problem("gain or bias " + call.shape(i) + " for rows of " + shape);
      }
    }
    TensorType statistics =
        new TensorType(ElementType.FLOAT, shape.with(-1, new Dim.Fixed(1))); // even for doubles
    return List.of(call.type(0), statistics, statistics);
  }

  static List<TensorType> reduce(OperatorCall call) {
    return declared(call);
  }

  static List<TensorType> cast(OperatorCall call) {
    long code = call.integer("to", 0);
    for (ElementType type : ElementType.values()) {
      if (type.code() == code) {
        return List.of(new TensorType(type, call.shape(0)));
      }
    }
    throw call.problem("'to' " + code + " is no element type of ours");
  }

  static List<TensorType> shape(OperatorCall call) {
    return List.of(new TensorType(ElementType.INT64, Shape.of(call.shape(0).rank())));
  }

  private static void sameElements(OperatorCall call, int left, int right) {
    if (call.type(left).element() != call.type(right).element()) {
      throw call.problem("element types differ");
    }
  }

  private static Shape broadcast(OperatorCall call, int left, int right) {
    return broadcast(call, call.shape(left), call.shape(right));
  }

  private static Shape broadcast(OperatorCall call, Shape left, Shape right) {
    List<Dim> dims = new ArrayList<>();
    for (int i = 1; i <= Math.max(left.rank(), right.rank()); i++) {
      Dim l = i <= left.rank() ? left.dim(-i) : new Dim.Fixed(1);
      Dim r = i <= right.rank() ? right.dim(-i) : new Dim.Fixed(1);
      if (!l.equals(r) && !l.isOne() && !r.isOne()) {
        throw call.problem("shape mismatch, lhs: " + left + ", rhs: " + right);
      }
      dims.add(l.isOne() ? r : l);
    }
    Collections.reverse(dims);
    return new Shape(dims);
  }
}
