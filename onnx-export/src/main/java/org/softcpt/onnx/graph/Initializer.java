package org.softcpt.onnx.graph;

import java.util.List;

/**
 * A constant of a graph.
 *
 * @param value its name, type and shape (all extents known)
 * @param content where the numbers come from
 */
public record Initializer(Value value, Content content) {

  /**
   * Checks that there are as many numbers as the shape says.
   *
   * @throws IllegalArgumentException if not, or if an extent is a symbol
   */
  public Initializer {
    long size = value.shape().size();
    long given = size;
    if (content instanceof Reals reals) {
      given = reals.values().length;
    } else if (content instanceof Integers integers) {
      given = integers.values().size();
    }
    if (given != size) {
      throw new IllegalArgumentException(
          "constant %s has %d elements, got %d".formatted(value, size, given));
    }
  }

  /** The numbers, or where they lie. */
  public sealed interface Content {}

  /**
   * Single- or double-precision numbers, by the value's element type.
   *
   * @param values row-major; not copied
   */
  public record Reals(double[] values) implements Content {}

  /**
   * Whole numbers.
   *
   * @param values row-major; copied
   */
  public record Integers(List<Long> values) implements Content {
    /** Copies the list. */
    public Integers {
      values = List.copyOf(values);
    }
  }

  /**
   * A weight, by its name in the weight store that goes with the graph.
   *
   * @param tensor name in the store
   */
  public record Weight(String tensor) implements Content {}
}
