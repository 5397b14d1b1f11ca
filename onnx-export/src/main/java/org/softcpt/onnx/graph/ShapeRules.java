package org.softcpt.onnx.graph;

import java.util.ArrayList;
import java.util.Arrays;
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
    if (call.type(0).element() != ElementType.BOOL) {
      throw call.problem("the condition must hold truth values");
    }
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
    if (call.inputs().size() == 3) {
      sameElements(call, 0, 2);
      spreads(call, call.shape(2), product);
    }
    return List.of(new TensorType(call.type(0).element(), product));
  }

  static List<TensorType> declared(OperatorCall call) {
    if (call.declared().size() != 1) {
      throw call.problem("the caller must declare one output shape, got " + call.declared());
    }
    return List.of(new TensorType(call.type(0).element(), call.declared().get(0)));
  }

  static List<TensorType> reshape(OperatorCall call) {
    List<TensorType> target = declared(call);
    Shape from = call.shape(0);
    Shape to = target.get(0).shape();
    if (from.symbols() + to.symbols() == 0 && from.size() != to.size()) {
      throw call.problem(from.size() + " elements do not fill " + to);
    }
    return target;
  }

  static List<TensorType> expand(OperatorCall call) {
    List<TensorType> target = declared(call);
    spreads(call, call.shape(0), target.get(0).shape());
    return target;
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
    int axis = axis(call, call.integer("axis", 0));
    List<Shape> parts = call.inputs().stream().map(Value::shape).toList();
    for (int i = 0; i < parts.size(); i++) {
      sameElements(call, 0, i);
    }
    checkParts(call, axis, parts, declared(call).get(0).shape());
    return declared(call);
  }

  static List<TensorType> split(OperatorCall call) {
    checkParts(call, axis(call, call.integer("axis", 0)), call.declared(), call.shape(0));
    return call.declared().stream()
        .map(part -> new TensorType(call.type(0).element(), part))
        .toList();
  }

  private static void checkParts(OperatorCall call, int axis, List<Shape> parts, Shape whole) {
    for (Shape part : parts) {
      if (part.rank() != whole.rank() || !part.with(axis, whole.dim(axis)).equals(whole)) {
        throw call.problem("part " + part + " and " + whole + " differ beside axis " + axis);
      }
    }
    Shape joined = new Shape(parts.stream().map(part -> part.dim(axis)).toList());
    if (joined.symbols() == 0
        && whole.dim(axis) instanceof Dim.Fixed total
        && Arrays.stream(joined.extents()).sum() != total.extent()) {
      throw call.problem("parts " + joined + " of axis " + axis + " do not make " + whole);
    }
  }

  static List<TensorType> gather(OperatorCall call) {
    if (call.integer("axis", 0) != 0 || call.type(1).element() != ElementType.INT64) {
      throw call.problem("only int64 indices of axis 0 are supported");
    }
    axis(call, 0);
    List<Dim> dims = new ArrayList<>(call.shape(1).dims());
    dims.addAll(call.shape(0).dims().subList(1, call.shape(0).rank()));
    return List.of(new TensorType(call.type(0).element(), new Shape(dims)));
  }

  static List<TensorType> normalization(OperatorCall call) {
    Shape shape = call.shape(0);
    axis(call, -1);
    for (int i = 1; i < call.inputs().size(); i++) {
      sameElements(call, 0, i);
      if (!call.shape(i).equals(Shape.of(shape.dim(-1)))) {
        throw call.problem("gain or bias " + call.shape(i) + " for rows of " + shape);
      }
    }
    TensorType statistics =
        new TensorType(ElementType.FLOAT, shape.with(-1, new Dim.Fixed(1))); // even for doubles
    return List.of(call.type(0), statistics, statistics);
  }

  static List<TensorType> skipNormalization(OperatorCall call) {
    TensorType rows = call.type(0);
    if (!call.type(1).equals(rows)) {
      throw call.problem("expected two tensors of one type");
    }
    for (int i = 2; i < call.inputs().size(); i++) {
      if (!call.type(i).equals(new TensorType(rows.element(), Shape.of(rows.shape().dim(-1))))) {
        throw call.problem("gain, shift or bias " + call.shape(i) + " for rows of " + rows.shape());
      }
    }
    TensorType statistics =
        new TensorType(ElementType.FLOAT, rows.shape().with(-1, new Dim.Fixed(1)));
    return List.of(rows, statistics, statistics, rows);
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

  static List<TensorType> dynamicQuantization(OperatorCall call) {
    return List.of(
        new TensorType(ElementType.UINT8, call.shape(0)),
        new TensorType(ElementType.FLOAT, Shape.of()),
        new TensorType(ElementType.UINT8, Shape.of()));
  }

  static List<TensorType> quantisedProduct(OperatorCall call) {
    Shape left = call.shape(0);
    Shape right = call.shape(1);
    if (left.rank() != 2 || right.rank() != 2 || !left.dim(1).equals(right.dim(0))) {
      throw call.problem("shape mismatch, lhs: " + left + ", rhs: " + right);
    }
    Shape columns = Shape.of(right.dim(1));
    List<TensorType> expected =
        List.of(
            new TensorType(ElementType.UINT8, left),
            new TensorType(ElementType.INT8, right),
            new TensorType(ElementType.FLOAT, Shape.of()),
            new TensorType(ElementType.FLOAT, columns),
            new TensorType(ElementType.UINT8, Shape.of()),
            new TensorType(ElementType.INT8, Shape.of()),
            new TensorType(ElementType.FLOAT, columns));
    List<TensorType> found = call.inputs().stream().map(Value::type).toList();
    if (!found.equals(expected.subList(0, found.size()))) {
      throw call.problem("expected inputs of types " + expected);
    }
    return List.of(new TensorType(ElementType.FLOAT, Shape.of(left.dim(0), right.dim(1))));
  }

  static List<TensorType> shape(OperatorCall call) {
    return List.of(new TensorType(ElementType.INT64, Shape.of(call.shape(0).rank())));
  }

  /** The place of an axis of the first input. */
  private static int axis(OperatorCall call, long axis) {
    Shape shape = call.shape(0);
    if (axis < -shape.rank() || axis >= shape.rank()) {
      throw call.problem("axis " + axis + " of shape " + shape);
    }
    return shape.axis(axis);
  }

  private static void spreads(OperatorCall call, Shape shape, Shape target) {
    if (!broadcast(call, shape, target).equals(target)) {
      throw call.problem(shape + " does not broadcast to " + target);
    }
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
