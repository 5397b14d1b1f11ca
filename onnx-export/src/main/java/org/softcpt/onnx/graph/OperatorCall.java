package org.softcpt.onnx.graph;

import java.util.List;
import java.util.Map;

/**
 * One use of an operator, before its outputs exist.
 *
 * @param operator the row of the table
 * @param inputs what it reads
 * @param attributes its constant parameters
 * @param declared output shapes that only the caller knows (of {@code Reshape}, {@code Expand} …);
 *     empty where the rule can tell
 */
public record OperatorCall(
    Operator operator,
    List<Value> inputs,
    Map<String, Attribute> attributes,
    List<Shape> declared) {

  /**
   * Copies the lists and checks the call against the operator's row.
   *
   * @throws IllegalArgumentException if the number of inputs is wrong or an attribute unknown
   */
  public OperatorCall {
    inputs = List.copyOf(inputs);
    attributes = Map.copyOf(attributes);
    declared = List.copyOf(declared);
    operator.checkCall(inputs, attributes);
  }

  /**
   * A whole-number attribute.
   *
   * @param name the attribute
   * @param absent its value if it is not given
   * @return the number
   */
  public long integer(String name, long absent) {
    return attributes.get(name) instanceof Attribute.Int number ? number.value() : absent;
  }

  /**
   * A list attribute.
   *
   * @param name the attribute
   * @return the numbers
   * @throws IllegalArgumentException if it is not given
   */
  public List<Long> integers(String name) {
    if (attributes.get(name) instanceof Attribute.Ints numbers) {
      return numbers.values();
    }
    throw problem("attribute '" + name + "' is missing");
  }

  /**
   * A real attribute.
   *
   * @param name the attribute
   * @param absent its value if it is not given
   * @return the number
   */
  public float real(String name, float absent) {
    return attributes.get(name) instanceof Attribute.Real number ? number.value() : absent;
  }

  /**
   * The type of an input.
   *
   * @param input place among the inputs
   * @return element type and shape
   */
  public TensorType type(int input) {
    return inputs.get(input).type();
  }

  /**
   * The shape of an input.
   *
   * @param input place among the inputs
   * @return extents
   */
  public Shape shape(int input) {
    return inputs.get(input).shape();
  }

  /**
   * Makes the exception for a call that cannot be.
   *
   * @param what what is wrong
   * @return to be thrown; names the operator and its inputs
   */
  public IllegalArgumentException problem(String what) {
    return new IllegalArgumentException(operator.onnxName() + inputs + ": " + what);
  }
}
