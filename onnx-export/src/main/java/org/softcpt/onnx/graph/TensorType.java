package org.softcpt.onnx.graph;

/**
 * What a value holds.
 *
 * @param element element type
 * @param shape extents
 */
public record TensorType(ElementType element, Shape shape) {
  @Override
  public String toString() {
    return element.name().toLowerCase(java.util.Locale.ROOT) + shape;
  }
}
