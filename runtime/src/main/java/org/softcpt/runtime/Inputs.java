package org.softcpt.runtime;

import java.nio.Buffer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Named tensors for one or more runs. Arrays are not copied here: the run copies them once, into a
 * native buffer that the session reuses. Not safe for concurrent use.
 */
public final class Inputs {

  /** One tensor: a heap or direct buffer whose position to limit are its elements. */
  record Value(TensorSpec.Type type, Buffer elements, long[] shape) {}

  private final Map<String, Value> values = new LinkedHashMap<>();

  /**
   * Adds or replaces a tensor.
   *
   * @param name the graph's input
   * @param elements row-major; read when the session runs
   * @param shape extents, outermost first; none for a scalar
   * @return this
   * @throws IllegalArgumentException if the shape does not have as many elements
   */
  public Inputs put(String name, float[] elements, long... shape) {
    return put(name, FloatBuffer.wrap(elements), shape);
  }

  /**
   * Adds or replaces a tensor that is part of an array or lies outside the heap.
   *
   * @param name the graph's input
   * @param elements row-major, from position to limit; read when the session runs, not moved
   * @param shape extents, outermost first; none for a scalar
   * @return this
   * @throws IllegalArgumentException if the shape does not have as many elements
   */
  public Inputs put(String name, FloatBuffer elements, long... shape) {
    return put(name, TensorSpec.Type.FLOAT, elements, shape);
  }

  /**
   * Adds or replaces a tensor of integers.
   *
   * @param name the graph's input
   * @param elements row-major; read when the session runs
   * @param shape extents, outermost first; none for a scalar
   * @return this
   * @throws IllegalArgumentException if the shape does not have as many elements
   */
  public Inputs put(String name, long[] elements, long... shape) {
    return put(name, TensorSpec.Type.INT64, LongBuffer.wrap(elements), shape);
  }

  Map<String, Value> values() {
    return values;
  }

  private Inputs put(String name, TensorSpec.Type type, Buffer elements, long[] shape) {
    long expected = 1;
    for (long extent : shape) {
      expected = Math.multiplyExact(expected, extent);
    }
    if (expected != elements.remaining() || Arrays.stream(shape).anyMatch(extent -> extent < 0)) {
      throw new IllegalArgumentException(
          "input '%s': shape %s does not fit %d elements"
              .formatted(name, Arrays.toString(shape), elements.remaining()));
    }
    values.put(name, new Value(type, elements, shape.clone()));
    return this;
  }
}
