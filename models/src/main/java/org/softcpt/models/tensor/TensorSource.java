package org.softcpt.models.tensor;

import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * Named tensors, read or made when asked for. Nothing is kept between calls, so a caller that walks
 * over the names needs memory for one tensor only. Implementations are safe for concurrent use.
 */
public interface TensorSource {

  /**
   * What there is.
   *
   * @return the names, in the source's order; unmodifiable
   */
  Set<String> names();

  /**
   * A tensor's shape, without reading it.
   *
   * @param name one of {@link #names()}
   * @return extents, outermost first
   * @throws IllegalArgumentException if there is no such tensor
   */
  List<Integer> shape(String name);

  /**
   * A tensor's values as single precision, row-major.
   *
   * @param name one of {@link #names()}
   * @return a new array that belongs to the caller
   * @throws IOException if there is no such tensor, it holds no floating-point numbers, or reading
   *     fails
   */
  float[] floats(String name) throws IOException;

  /**
   * A tensor with its shape.
   *
   * @param name one of {@link #names()}
   * @return a new tensor
   * @throws IOException if {@link #floats(String)} does
   */
  default FloatTensor tensor(String name) throws IOException {
    float[] values = floats(name); // first: its exception is the one for the user
    return new FloatTensor(shape(name), values);
  }
}
