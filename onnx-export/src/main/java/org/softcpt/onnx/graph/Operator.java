package org.softcpt.onnx.graph;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The operators our graphs use: one row each. A row names the ONNX operator, how many inputs and
 * outputs it has, its attributes, and the rule for its outputs' types.
 *
 * @see <a href="https://github.com/onnx/onnx/blob/main/docs/Operators.md">ONNX operators</a>
 * @see <a href="https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md">ONNX
 *     Runtime's own operators</a>
 */
public enum Operator {
  /** Sum, with broadcasting. */
  ADD("Add", 2, 2, 1, ShapeRules::arithmetic),
  /** Difference, with broadcasting. */
  SUB("Sub", 2, 2, 1, ShapeRules::arithmetic),
  /** Product of elements, with broadcasting. */
  MUL("Mul", 2, 2, 1, ShapeRules::arithmetic),
  /** Quotient of elements, with broadcasting. */
  DIV("Div", 2, 2, 1, ShapeRules::arithmetic),
  /** Negation. */
  NEG("Neg", 1, 1, 1, ShapeRules::same),
  /** Square root. */
  SQRT("Sqrt", 1, 1, 1, ShapeRules::same),
  /** Exponential function. */
  EXP("Exp", 1, 1, 1, ShapeRules::same),
  /** Natural logarithm. */
  LOG("Log", 1, 1, 1, ShapeRules::same),
  /** 1 / (1 + exp(-x)). */
  SIGMOID("Sigmoid", 1, 1, 1, ShapeRules::same),
  /** Gauss error function; single precision only in ONNX Runtime. */
  ERF("Erf", 1, 1, 1, ShapeRules::same),
  /** Matrix product over the last two axes, the others broadcast. */
  MAT_MUL("MatMul", 2, 2, 1, ShapeRules::matMul),
  /** A·B + C on matrices, B optionally transposed. */
  GEMM("Gemm", 2, 3, 1, ShapeRules::gemm, "transB"),
  /** The same elements in another shape; the caller declares it. */
  RESHAPE("Reshape", 2, 2, 1, ShapeRules::reshape),
  /** Axes in another order. */
  TRANSPOSE("Transpose", 1, 1, 1, ShapeRules::transpose, "perm"),
  /** Tensors joined along an axis; the caller declares the shape. */
  CONCAT("Concat", 1, 64, 1, ShapeRules::concat, "axis"),
  /** A tensor cut along an axis; the caller declares the parts. */
  SPLIT("Split", 2, 2, 64, ShapeRules::split, "axis"),
  /**
   * Slices of the first axis by index: output is index shape, then the rest of the data's shape.
   */
  GATHER("Gather", 2, 2, 1, ShapeRules::gather, "axis"),
  /** Slices added at (or written to) places of the first axis. */
  SCATTER_ND("ScatterND", 3, 3, 1, ShapeRules::same, "reduction"),
  /** Softmax over the last axis. */
  SOFTMAX("Softmax", 1, 1, 1, ShapeRules::same, "axis"),
  /** Logarithm of the softmax over the last axis. */
  LOG_SOFTMAX("LogSoftmax", 1, 1, 1, ShapeRules::same, "axis"),
  /** Standardised rows, times gain, plus bias; further outputs: mean, 1/deviation. */
  LAYER_NORMALIZATION("LayerNormalization", 2, 3, 3, ShapeRules::normalization, "axis", "epsilon"),
  /**
   * Rows times the inverse of their own deviation, [..., w] and [..., 1]: the layer normalisation
   * of rows whose mean is zero. Its gradient takes the second input's dependence on the first into
   * account, so none flows there; it drops the mean of the upstream gradient, which is sound where
   * every producer of the rows is centred.
   */
  CENTRED_NORMALIZATION("Mul", 2, 2, 1, ShapeRules::arithmetic),
  /**
   * ONNX Runtime: standardised rows of the sum of two tensors, times gain, plus shift; a bias may
   * join the sum. Further outputs: mean, 1/deviation, the sum itself.
   */
  SKIP_LAYER_NORMALIZATION(
      "SkipLayerNormalization", 3, 5, 4, ShapeRules::skipNormalization, "epsilon"),
  /** Sum over axes (second input), kept as extent one or dropped; the caller declares the shape. */
  REDUCE_SUM("ReduceSum", 2, 2, 1, ShapeRules::declared, "keepdims"),
  /**
   * Mean over axes (second input), kept as extent one or dropped; the caller declares the shape.
   */
  REDUCE_MEAN("ReduceMean", 2, 2, 1, ShapeRules::declared, "keepdims"),
  /** Broadcast to a shape; the caller declares it. */
  EXPAND("Expand", 2, 2, 1, ShapeRules::expand),
  /** Elements of the second input where the first is true, of the third elsewhere. */
  WHERE("Where", 3, 3, 1, ShapeRules::where),
  /** Equality of elements. */
  EQUAL("Equal", 2, 2, 1, ShapeRules::comparison),
  /** Order of elements. */
  LESS_OR_EQUAL("LessOrEqual", 2, 2, 1, ShapeRules::comparison),
  /** Numbers in another element type. */
  CAST("Cast", 1, 1, 1, ShapeRules::cast, "to"),
  /** Whole numbers from start to limit by step; the caller declares the length. */
  RANGE("Range", 3, 3, 1, ShapeRules::declared),
  /** The extents of a tensor. */
  SHAPE("Shape", 1, 1, 1, ShapeRules::shape),
  /** max(x, 0). */
  RELU("Relu", 1, 1, 1, ShapeRules::same),
  /** Convolution of [B, C, H, W] with kernels [F, C, h, w], plus a bias [F]. */
  CONV("Conv", 2, 3, 1, WindowRules::convolution, "strides", "kernel_shape", "pads"),
  /** Means over windows of [B, C, H, W]. */
  AVERAGE_POOL("AveragePool", 1, 1, 1, WindowRules::pooling, "strides", "kernel_shape"),
  /** ONNX Runtime: x·sigmoid(alpha·x). */
  QUICK_GELU("QuickGelu", 1, 1, 1, ShapeRules::same, "alpha"),
  /** Bytes nearest to real numbers; further outputs: scale [], zero point []. One scale for all. */
  DYNAMIC_QUANTIZE_LINEAR("DynamicQuantizeLinear", 1, 1, 3, ShapeRules::dynamicQuantization),
  /**
   * ONNX Runtime: product of bytes as real numbers: a [m, k], b [k, n], a's scale [], b's scales
   * [n], a's zero point [], b's zero point [], and perhaps a bias [n]. On CUDA it runs on the CPU.
   */
  MAT_MUL_INTEGER_TO_FLOAT("MatMulIntegerToFloat", 6, 7, 1, ShapeRules::quantisedProduct),
  /** ONNX Runtime: scaled dot-product attention over heads, projections' bias included. */
  MULTI_HEAD_ATTENTION(
      "MultiHeadAttention", 3, 4, 1, ShapeRules::same, "num_heads", "unidirectional", "scale");

  private static final Set<Operator> RUNTIMES =
      EnumSet.of(
          QUICK_GELU, MULTI_HEAD_ATTENTION, SKIP_LAYER_NORMALIZATION, MAT_MUL_INTEGER_TO_FLOAT);

  private static final Set<Operator> NORMALIZATIONS =
      EnumSet.of(LAYER_NORMALIZATION, SKIP_LAYER_NORMALIZATION);

  private final String onnxName;
  private final int minimumInputs;
  private final int maximumInputs;
  private final int maximumOutputs;
  private final ShapeRule rule;
  private final Set<String> attributes;

  Operator(
      String onnxName,
      int minimumInputs,
      int maximumInputs,
      int maximumOutputs,
      ShapeRule rule,
      String... attributes) {
    this.onnxName = onnxName;
    this.minimumInputs = minimumInputs;
    this.maximumInputs = maximumInputs;
    this.maximumOutputs = maximumOutputs;
    this.rule = rule;
    this.attributes = Set.of(attributes);
  }

  /**
   * The operator's name in ONNX files.
   *
   * @return ONNX's {@code op_type}
   */
  public String onnxName() {
    return onnxName;
  }

  /**
   * The operator set it belongs to.
   *
   * @return empty for ONNX's own set
   */
  public String domain() {
    return RUNTIMES.contains(this) ? "com.microsoft" : "";
  }

  /**
   * Whether an output that nobody reads need not be computed.
   *
   * @return false where the number of outputs is part of what the operator does
   */
  boolean hasOptionalOutputs() {
    return NORMALIZATIONS.contains(this);
  }

  /**
   * Types of a call's outputs.
   *
   * @param call inputs and attributes
   * @return one type per output
   * @throws IllegalArgumentException if the inputs do not fit; names operator, inputs and reason
   */
  public List<TensorType> infer(OperatorCall call) {
    List<TensorType> outputs = rule.infer(call);
    if (outputs.size() > maximumOutputs) {
      throw call.problem(outputs.size() + " outputs, at most " + maximumOutputs + " allowed");
    }
    return outputs;
  }

  void checkCall(List<Value> inputs, Map<String, Attribute> given) {
    if (inputs.size() < minimumInputs || inputs.size() > maximumInputs) {
      throw new IllegalArgumentException(
          "%s takes %d to %d inputs, got %d: %s"
              .formatted(onnxName, minimumInputs, maximumInputs, inputs.size(), inputs));
    }
    if (!attributes.containsAll(given.keySet())) {
      throw new IllegalArgumentException(
          "%s has attributes %s, got %s".formatted(onnxName, attributes, given.keySet()));
    }
  }

  /** What an operator's outputs look like, given a call. */
  @FunctionalInterface
  interface ShapeRule {
    List<TensorType> infer(OperatorCall call);
  }
}
