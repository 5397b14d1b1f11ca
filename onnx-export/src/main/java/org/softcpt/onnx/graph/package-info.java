/**
 * Typed ONNX graphs: values with element type and shape, a table of operators, a builder.
 *
 * <p>Start at {@link GraphBuilder}; {@link Operator} is the table, one row per operator, and {@link
 * ShapeRules} says what each row's outputs look like. Shapes may hold symbols such as {@code C}:
 * two dimensions agree when they are the same number or the same symbol, so most shape errors
 * surface when the graph is built, not when it runs. Nothing here knows a runtime.
 *
 * @see <a href="https://github.com/onnx/onnx/blob/main/docs/Operators.md">ONNX operators</a>
 */
@NullMarked
package org.softcpt.onnx.graph;

import org.jspecify.annotations.NullMarked;
