package org.softcpt.onnx.graph;

import java.util.Arrays;
import java.util.List;

/** A node's constant parameter. */
public sealed interface Attribute {

  /**
   * A whole number.
   *
   * @param value the number
   */
  record Int(long value) implements Attribute {}

  /**
   * A list of whole numbers.
   *
   * @param values the numbers; copied
   */
  record Ints(List<Long> values) implements Attribute {
    /** Copies the list. */
    public Ints {
      values = List.copyOf(values);
    }
  }

  /**
   * A single-precision number.
   *
   * @param value the number
   */
  record Real(float value) implements Attribute {}

  /**
   * A word.
   *
   * @param value ASCII text
   */
  record Text(String value) implements Attribute {}

  /**
   * Makes a whole number.
   *
   * @param value the number
   * @return the attribute
   */
  static Attribute of(long value) {
    return new Int(value);
  }

  /**
   * Makes a list of whole numbers.
   *
   * @param values the numbers
   * @return the attribute
   */
  static Attribute of(long[] values) {
    return new Ints(Arrays.stream(values).boxed().toList());
  }

  /**
   * Makes a real number.
   *
   * @param value the number
   * @return the attribute
   */
  static Attribute of(float value) {
    return new Real(value);
  }

  /**
   * Makes a word.
   *
   * @param value ASCII text
   * @return the attribute
   */
  static Attribute of(String value) {
    return new Text(value);
  }
}
