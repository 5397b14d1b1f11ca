package org.softcpt.onnx.gradient;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.softcpt.onnx.graph.Node;
import org.softcpt.onnx.graph.Operator;
import org.softcpt.onnx.graph.Value;

/**
 * The table of vector-Jacobian products. In the comments, y is a node's output, dy its upstream
 * gradient, and dx what the rule computes.
 */
final class GradientRules {

  private static final Map<Operator, GradientRule> RULES = new EnumMap<>(Operator.class);

  static {
    RULES.put(Operator.ADD, ElementRules::add);
    RULES.put(Operator.SUB, ElementRules::sub);
    RULES.put(Operator.MUL, ElementRules::mul);
    RULES.put(Operator.DIV, ElementRules::div);
    RULES.put(Operator.NEG, ElementRules::neg);
    RULES.put(Operator.SQRT, ElementRules::sqrt);
    RULES.put(Operator.EXP, ElementRules::exp);
    RULES.put(Operator.LOG, ElementRules::log);
    RULES.put(Operator.SIGMOID, ElementRules::sigmoid);
    RULES.put(Operator.ERF, ElementRules::erf);
    RULES.put(Operator.QUICK_GELU, ElementRules::quickGelu);
    RULES.put(Operator.WHERE, ElementRules::where);
    RULES.put(Operator.CAST, ElementRules::cast);
    RULES.put(Operator.MAT_MUL, MatrixRules::matMul);
    RULES.put(Operator.GEMM, MatrixRules::gemm);
    RULES.put(Operator.RESHAPE, ShapeChangeRules::reshape);
    RULES.put(Operator.TRANSPOSE, ShapeChangeRules::transpose);
    RULES.put(Operator.CONCAT, ShapeChangeRules::concat);
    RULES.put(Operator.SPLIT, ShapeChangeRules::split);
    RULES.put(Operator.GATHER, ShapeChangeRules::gather);
    RULES.put(Operator.EXPAND, ShapeChangeRules::expand);
    RULES.put(Operator.REDUCE_SUM, RowRules::reduceSum);
    RULES.put(Operator.REDUCE_MEAN, RowRules::reduceMean);
    RULES.put(Operator.SOFTMAX, RowRules::softmax);
    RULES.put(Operator.LOG_SOFTMAX, RowRules::logSoftmax);
    RULES.put(Operator.LAYER_NORMALIZATION, RowRules::layerNormalization);
    RULES.put(Operator.CENTRED_NORMALIZATION, RowRules::centredNormalization);
  }

  private GradientRules() {}

  /** Operators that have a rule. */
  static Set<Operator> differentiable() {
    return Set.copyOf(RULES.keySet());
  }

  static GradientRule of(Node node) {
    GradientRule rule = RULES.get(node.operator());
    if (rule == null) {
      throw new IllegalArgumentException(
          "operator %s has no gradient rule; node '%s' reads %s"
              .formatted(
                  node.operator().onnxName(),
                  node.name(),
                  node.call().inputs().stream().map(Value::toString).toList()));
    }
    return rule;
  }
}
