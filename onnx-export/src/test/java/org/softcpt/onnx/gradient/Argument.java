package org.softcpt.onnx.gradient;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.softcpt.onnx.graph.ElementType;
import org.softcpt.onnx.graph.Shape;
import org.softcpt.onnx.testing.Tensor;

/**
 * An input of a {@link GradientCase}.
 *
 * @param kind what its elements are, and whether it is differentiated
 * @param shape what the graph declares
 * @param extents what is fed
 * @param indices the elements, if they are whole numbers
 */
record Argument(Kind kind, Shape shape, long[] extents, List<Long> indices) {

  enum Kind {
    /** Differentiated; standard normal. */
    WANTED,
    /** Differentiated; from 0.5 to 1.5, for divisors, roots and logarithms. */
    WANTED_POSITIVE,
    /** Standard normal, not differentiated. */
    FROZEN,
    /** True or false with equal chance. */
    MASK,
    /** Given indices. */
    WHOLE
  }

  /**
   * Makes an argument.
   *
   * @param dims a number (known when the graph is built) or {@code "N=3"} (a symbol, and its extent
   *     in the run)
   */
  static Argument of(Kind kind, List<Long> indices, Object... dims) {
    List<Object> declared = new ArrayList<>();
    long[] extents = new long[dims.length];
    for (int axis = 0; axis < dims.length; axis++) {
      String[] parts = dims[axis].toString().split("=");
      declared.add(parts.length == 1 ? dims[axis] : parts[0]);
      extents[axis] = Long.parseLong(parts[parts.length - 1]);
    }
    return new Argument(kind, Shape.of(declared.toArray()), extents, indices);
  }

  boolean wanted() {
    return kind == Kind.WANTED || kind == Kind.WANTED_POSITIVE;
  }

  ElementType element(ElementType real) {
    return switch (kind) {
      case MASK -> ElementType.BOOL;
      case WHOLE -> ElementType.INT64;
      default -> real;
    };
  }

  Tensor draw(RandomGenerator random) {
    Tensor normal = Tensor.normal(random, extents);
    return switch (kind) {
      case WANTED, FROZEN -> normal;
      case WANTED_POSITIVE -> normal.map(x -> 0.5 + random.nextDouble());
      case MASK -> normal.map(x -> x > 0 ? 1 : 0);
      case WHOLE -> new Tensor(extents, indices.stream().mapToDouble(Long::doubleValue).toArray());
    };
  }

  @Override
  public String toString() {
    return kind + shape.toString() + Arrays.toString(extents);
  }
}
