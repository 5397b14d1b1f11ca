package org.softcpt.runtime;

import java.util.Arrays;
import java.util.List;

/**
 * An input or output as the graph declares it.
 *
 * @param name its name
 * @param type its element type
 * @param shape extents, outermost first; -1 where any extent goes; {@code []} is a scalar; copied
 */
public record TensorSpec(String name, Type type, List<Long> shape) {

  /** The element types we exchange with graphs. */
  public enum Type {
    /** 32-bit IEEE floating point. */
    FLOAT,
    /** 64-bit integer. */
    INT64
  }

  /** Copies the shape. */
  public TensorSpec {
    shape = List.copyOf(shape);
  }

  /** Complains unless an actual tensor fits. */
  void requireFits(Type actual, long[] actualShape) {
    if (actual != type || !fits(actualShape)) {
      throw new IllegalArgumentException(
          "input '%s': expected %s%s, found %s%s"
              .formatted(name, type, shape, actual, Arrays.toString(actualShape)));
    }
  }

  private boolean fits(long[] actual) {
    boolean fits = actual.length == shape.size();
    for (int axis = 0; fits && axis < actual.length; axis++) {
      fits = shape.get(axis) < 0 || shape.get(axis) == actual[axis];
    }
    return fits;
  }
}
