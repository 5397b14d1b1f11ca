package org.softcpt.models.weights;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A tensor of a file, and the part of it that is wanted.
 *
 * @param name in the file
 * @param part what to take
 */
record SourceTensor(String name, Part part) {

  /** A part of a tensor. */
  enum Part {
    /** All of it as it is. */
    WHOLE(""),
    /** A matrix {@code [inputs, outputs]} as {@code [outputs, inputs]}. */
    TRANSPOSED(""),
    /** The first third of the rows {@code [3w, …]}. */
    QUERY("q_proj"),
    /** The second third. */
    KEY("k_proj"),
    /** The last third. */
    VALUE("v_proj");

    /** The parts of a map that makes query, key and value at once. */
    static final List<Part> THIRDS = List.of(QUERY, KEY, VALUE);

    private final String projection;

    Part(String projection) {
      this.projection = projection;
    }

    String projection() {
      return projection;
    }
  }

  /** The part's shape; of a tensor that cannot have the part, the whole's, to be refused by it. */
  List<Integer> shape(List<Integer> whole) {
    List<Integer> shape = new ArrayList<>(whole);
    if (part == Part.TRANSPOSED && whole.size() == 2) {
      return List.of(whole.get(1), whole.get(0));
    }
    if (Part.THIRDS.contains(part) && !whole.isEmpty() && whole.get(0) % 3 == 0) {
      shape.set(0, whole.get(0) / 3);
    }
    return shape;
  }

  /** The part's values, row-major; the array may be the given one. */
  float[] values(List<Integer> whole, float[] values) {
    return switch (part) {
      case WHOLE -> values;
      case TRANSPOSED -> transposed(values, whole.get(0), whole.get(1));
      case QUERY, KEY, VALUE -> {
        int length = values.length / 3;
        int first = Part.THIRDS.indexOf(part) * length;
        yield Arrays.copyOfRange(values, first, first + length);
      }
    };
  }

  private static float[] transposed(float[] values, int rows, int columns) {
    float[] transposed = new float[values.length];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        transposed[column * rows + row] = values[row * columns + column];
      }
    }
    return transposed;
  }
}
