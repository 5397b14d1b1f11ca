package org.softcpt.onnx.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Extents of a tensor, outermost first; {@code []} is a scalar.
 *
 * @param dims the extents; copied
 */
public record Shape(List<Dim> dims) {

  /** Copies the extents. */
  public Shape {
    dims = List.copyOf(dims);
  }

  /**
   * Makes a shape.
   *
   * @param dims integers, symbol names or {@link Dim}s
   * @return the shape
   * @throws IllegalArgumentException if an element is none of these, or negative
   */
  public static Shape of(Object... dims) {
    return new Shape(Arrays.stream(dims).map(Shape::toDim).toList());
  }

  private static Dim toDim(Object value) {
    if (value instanceof Dim dim) {
      return dim;
    } else if (value instanceof Number number) {
      return new Dim.Fixed(number.longValue());
    } else if (value instanceof String name) {
      return new Dim.Symbol(name);
    }
    throw new IllegalArgumentException("not a dimension: " + value);
  }

  /**
   * Number of axes.
   *
   * @return 0 for a scalar
   */
  public int rank() {
    return dims.size();
  }

  /**
   * The place of an axis counted from the front.
   *
   * @param axis from -rank to rank - 1; negative counts from the end
   * @return from 0 to rank - 1
   * @throws IllegalArgumentException if there is no such axis
   */
  public int axis(long axis) {
    long place = axis < 0 ? axis + rank() : axis;
    if (place < 0 || place >= rank()) {
      throw new IllegalArgumentException("axis " + axis + " of shape " + this);
    }
    return (int) place;
  }

  /**
   * One extent.
   *
   * @param axis as in {@link #axis}
   * @return its extent
   */
  public Dim dim(long axis) {
    return dims.get(axis(axis));
  }

  /**
   * This shape with one extent replaced.
   *
   * @param axis as in {@link #axis}
   * @param dim the new extent
   * @return a new shape
   */
  public Shape with(long axis, Dim dim) {
    List<Dim> copy = new ArrayList<>(dims);
    copy.set(axis(axis), dim);
    return new Shape(copy);
  }

  /**
   * Tells how many extents are symbols.
   *
   * @return 0 if everything is known
   */
  public long symbols() {
    return dims.stream().filter(Dim.Symbol.class::isInstance).count();
  }

  /**
   * Number of elements.
   *
   * @return the product of the extents, 1 for a scalar
   * @throws IllegalArgumentException if a symbol is left
   * @throws ArithmeticException if the product does not fit
   */
  public long size() {
    return Arrays.stream(extents()).reduce(1, Math::multiplyExact);
  }

  /**
   * The extents as numbers.
   *
   * @return one number per axis
   * @throws IllegalArgumentException if a symbol is left
   */
  public long[] extents() {
    return dims.stream().mapToLong(this::extent).toArray();
  }

  private long extent(Dim dim) {
    if (dim instanceof Dim.Fixed fixed) {
      return fixed.extent();
    }
    throw new IllegalArgumentException("shape " + this + " is not known before running");
  }

  @Override
  public String toString() {
    return dims.toString();
  }
}
