package org.softcpt.onnx.graph;

import java.util.List;
import java.util.Map;

/** Operators on elements: arithmetic, comparison, choice, conversion. */
public sealed interface ElementOps extends OperatorFamily permits RowOps {

  /**
   * Adds, with broadcasting.
   *
   * @param a summand
   * @param b summand
   * @return a + b
   */
  default Value add(Value a, Value b) {
    return builder().one(Operator.ADD, a, b);
  }

  /**
   * Subtracts, with broadcasting.
   *
   * @param a minuend
   * @param b subtrahend
   * @return a - b
   */
  default Value sub(Value a, Value b) {
    return builder().one(Operator.SUB, a, b);
  }

  /**
   * Multiplies elements, with broadcasting.
   *
   * @param a factor
   * @param b factor
   * @return a · b
   */
  default Value mul(Value a, Value b) {
    return builder().one(Operator.MUL, a, b);
  }

  /**
   * Divides elements, with broadcasting.
   *
   * @param a dividend
   * @param b divisor
   * @return a / b
   */
  default Value div(Value a, Value b) {
    return builder().one(Operator.DIV, a, b);
  }

  /**
   * Applies an operator of one input and no attributes, such as {@link Operator#SIGMOID}.
   *
   * @param operator the row of the table
   * @param x its input
   * @return same shape
   */
  default Value apply(Operator operator, Value x) {
    return builder().one(operator, x);
  }

  /**
   * ONNX Runtime's fused x·sigmoid(alpha·x), single precision only.
   *
   * @param x any
   * @param alpha 1.702 for QuickGELU, 1 for SiLU
   * @return same shape
   */
  default Value quickGelu(Value x, double alpha) {
    return builder()
        .one(Operator.QUICK_GELU, List.of(x), Map.of("alpha", Attribute.of((float) alpha)));
  }

  /**
   * Chooses between two tensors, with broadcasting.
   *
   * @param condition truth values
   * @param yes taken where true
   * @param no taken where false
   * @return the chosen elements
   */
  default Value where(Value condition, Value yes, Value no) {
    return builder().one(Operator.WHERE, condition, yes, no);
  }

  /**
   * Compares elements, with broadcasting.
   *
   * @param a whole numbers
   * @param b whole numbers
   * @return true where equal
   */
  default Value equal(Value a, Value b) {
    return builder().one(Operator.EQUAL, a, b);
  }

  /**
   * Compares elements, with broadcasting.
   *
   * @param a numbers
   * @param b numbers
   * @return true where a ≤ b
   */
  default Value lessOrEqual(Value a, Value b) {
    return builder().one(Operator.LESS_OR_EQUAL, a, b);
  }

  /**
   * Converts elements.
   *
   * @param x any
   * @param type the new element type
   * @return same shape; x itself if it has the type already
   */
  default Value cast(Value x, ElementType type) {
    return x.element() == type
        ? x
        : builder().one(Operator.CAST, List.of(x), Map.of("to", Attribute.of((long) type.code())));
  }
}
