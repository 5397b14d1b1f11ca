package org.softcpt.onnx.graph;

/** One extent of a shape: known when the graph is built, or a symbol bound when it runs. */
public sealed interface Dim {

  /**
   * A known extent.
   *
   * @param extent number of elements, 0 or more
   */
  record Fixed(long extent) implements Dim {

    /**
     * Checks the extent.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public Fixed {
      if (extent < 0) {
        throw new IllegalArgumentException("negative extent " + extent);
      }
    }

    @Override
    public String toString() {
      return Long.toString(extent);
    }
  }

  /**
   * An extent known only when the graph runs. Equal names mean equal extents.
   *
   * @param name e.g. {@code "C"}, or an expression such as {@code "G*P"}
   */
  record Symbol(String name) implements Dim {
    @Override
    public String toString() {
      return name;
    }
  }

  /**
   * Tells whether this extent is the number one, which broadcasts.
   *
   * @return true for {@code Fixed(1)}
   */
  default boolean isOne() {
    return this instanceof Fixed fixed && fixed.extent() == 1;
  }
}
