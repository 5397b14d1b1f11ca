package org.softcpt.onnx.graph;

/**
 * A tensor in a graph: an input, a weight, or what a node computes. Assigned once.
 *
 * @param name unique in its graph
 * @param type element type and shape
 */
public record Value(String name, TensorType type) {

  /**
   * The shape.
   *
   * @return extents, outermost first
   */
  public Shape shape() {
    return type.shape();
  }

  /**
   * The element type.
   *
   * @return type of every element
   */
  public ElementType element() {
    return type.element();
  }

  @Override
  public String toString() {
    return name + ":" + type;
  }
}
