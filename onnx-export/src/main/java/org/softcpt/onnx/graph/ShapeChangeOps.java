package org.softcpt.onnx.graph;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Operators that move elements and compute nothing. */
public sealed interface ShapeChangeOps extends OperatorFamily permits IndexOps {

  /**
   * The same elements in another shape.
   *
   * @param x any
   * @param shape as many elements; at most one symbol that no value has yet
   * @return that shape
   */
  default Value reshape(Value x, Shape shape) {
    boolean inferable = shape.symbols() == 1 && noZero(x.shape()) && noZero(shape);
    Value extents = inferable ? minusOne(shape) : builder().extents(shape);
    return builder().one(Operator.RESHAPE, List.of(x, extents), Map.of(), shape);
  }

  /** ONNX infers an extent written as -1 by dividing by the others. */
  private static boolean noZero(Shape shape) {
    return shape.dims().stream().noneMatch(new Dim.Fixed(0)::equals);
  }

  private Value minusOne(Shape shape) {
    return builder()
        .integers(
            shape.dims().stream()
                .mapToLong(dim -> dim instanceof Dim.Fixed fixed ? fixed.extent() : -1)
                .toArray());
  }

  /**
   * Reorders axes. What undoes the reordering that made x costs nothing: it is x's origin.
   *
   * @param x any
   * @param order place i of the result is axis order[i] of x
   * @return the same elements
   */
  default Value transpose(Value x, long... order) {
    if (madeByTranspose(x, inverse(order))) {
      return builder().producer(x).orElseThrow().input(0);
    }
    return builder().one(Operator.TRANSPOSE, List.of(x), Map.of("perm", Attribute.of(order)));
  }

  /**
   * The order of axes that undoes another.
   *
   * @param order a permutation of 0, 1, …
   * @return its inverse
   */
  static long[] inverse(long... order) {
    long[] inverse = new long[order.length];
    for (int axis = 0; axis < order.length; axis++) {
      inverse[Math.toIntExact(order[axis])] = axis;
    }
    return inverse;
  }

  /**
   * Swaps the last two axes.
   *
   * @param x [..., m, n]
   * @return [..., n, m]
   */
  default Value transposeLast(Value x) {
    return transpose(x, swapped(x.shape()));
  }

  /**
   * Whether a value is another one's {@link #transposeLast}.
   *
   * @param x any
   * @return whether swapping its last two axes costs nothing
   */
  default boolean isTransposedLast(Value x) {
    return madeByTranspose(x, swapped(x.shape()));
  }

  private static long[] swapped(Shape shape) {
    long[] order = new long[shape.rank()];
    Arrays.setAll(order, axis -> axis);
    order[shape.axis(-2)] = shape.axis(-1);
    order[shape.axis(-1)] = shape.axis(-2);
    return order;
  }

  private boolean madeByTranspose(Value x, long... order) {
    return builder()
        .producer(x)
        .filter(node -> node.operator() == Operator.TRANSPOSE)
        .filter(node -> node.call().attributes().get("perm").equals(Attribute.of(order)))
        .isPresent();
  }

  /**
   * Joins along an axis.
   *
   * @param axis the axis
   * @param total extent of the result there
   * @param parts equal beside that axis
   * @return the joined tensor
   */
  default Value concat(int axis, Dim total, Value... parts) {
    Shape shape = parts[0].shape().with(axis, total);
    return builder()
        .one(Operator.CONCAT, List.of(parts), Map.of("axis", Attribute.of((long) axis)), shape);
  }

  /**
   * Cuts along an axis.
   *
   * @param x the tensor
   * @param axis the axis
   * @param extents sizes of the parts; symbols must be known to some value
   * @return the parts
   */
  default List<Value> split(Value x, int axis, Dim... extents) {
    Shape[] shapes =
        Arrays.stream(extents).map(dim -> x.shape().with(axis, dim)).toArray(Shape[]::new);
    Value sizes = extents(new Shape(List.of(extents)));
    return builder()
        .node(Operator.SPLIT, List.of(x, sizes), Map.of("axis", Attribute.of((long) axis)), shapes);
  }

  /**
   * Repeats a tensor by broadcasting.
   *
   * @param x broadcasts to the shape
   * @param shape every symbol known to some value
   * @return that shape
   */
  default Value expand(Value x, Shape shape) {
    return builder().one(Operator.EXPAND, List.of(x, extents(shape)), Map.of(), shape);
  }

  /** A shape as a tensor, where ONNX would not infer one extent. */
  private Value extents(Shape shape) {
    shape.dims().stream().filter(Dim.Symbol.class::isInstance).forEach(builder()::extent);
    return builder().extents(shape);
  }
}
