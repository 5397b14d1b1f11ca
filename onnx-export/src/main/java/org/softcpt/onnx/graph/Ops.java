package org.softcpt.onnx.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One method per operator, on a {@link GraphBuilder}. Arguments and shapes are ONNX's; a mismatch
 * is an {@link IllegalArgumentException} that names operator and inputs. A method per row of the
 * table makes this file long.
 */
public final class Ops {

  private final GraphBuilder builder;

  /**
   * Writes into a builder.
   *
   * @param builder receives the nodes
   */
  public Ops(GraphBuilder builder) {
    this.builder = builder;
  }

  /**
   * The graph that grows.
   *
   * @return the builder this writes into
   */
  public GraphBuilder builder() {
    return builder;
  }

  private Value one(Operator operator, Value... operands) {
    return builder.node(operator, List.of(operands), Map.of()).get(0);
  }

  private Value one(
      Operator operator,
      List<Value> operands,
      Map<String, Attribute> attributes,
      Shape... declared) {
    return builder.node(operator, operands, attributes, declared).get(0);
  }

  /**
   * Adds, with broadcasting.
   *
   * @param a summand
   * @param b summand
   * @return a + b
   */
  public Value add(Value a, Value b) {
    return one(Operator.ADD, a, b);
  }

  /**
   * Subtracts, with broadcasting.
   *
   * @param a minuend
   * @param b subtrahend
   * @return a - b
   */
  public Value sub(Value a, Value b) {
    return one(Operator.SUB, a, b);
  }

  /**
   * Multiplies elements, with broadcasting.
   *
   * @param a factor
   * @param b factor
   * @return a · b
   */
  public Value mul(Value a, Value b) {
    return one(Operator.MUL, a, b);
  }

  /**
   * Divides elements, with broadcasting.
   *
   * @param a dividend
   * @param b divisor
   * @return a / b
   */
  public Value div(Value a, Value b) {
    return one(Operator.DIV, a, b);
  }

  /**
   * Applies an operator of one input and no attributes, such as {@link Operator#SIGMOID}.
   *
   * @param operator the row of the table
   * @param x its input
   * @return same shape
   */
  public Value apply(Operator operator, Value x) {
    return one(operator, x);
  }

  /**
   * ONNX Runtime's fused x·sigmoid(alpha·x), single precision only.
   *
   * @param x any
   * @param alpha 1.702 for QuickGELU, 1 for SiLU
   * @return same shape
   */
  public Value quickGelu(Value x, double alpha) {
    return one(Operator.QUICK_GELU, List.of(x), Map.of("alpha", Attribute.of((float) alpha)));
  }

  /**
   * ONNX Runtime's fused attention, single precision only.
   *
   * @param query [B, T, w], already divided by the root of the head width
   * @param key [B, K, w]
   * @param value [B, K, w]
   * @param heads number of heads
   * @param causal whether a query sees no later key
   * @return [B, T, w]
   */
  public Value multiHeadAttention(Value query, Value key, Value value, int heads, boolean causal) {
    Map<String, Attribute> attributes =
        Map.of(
            "num_heads", Attribute.of((long) heads),
            "unidirectional", Attribute.of(causal ? 1 : 0),
            "scale", Attribute.of(1f));
    return one(Operator.MULTI_HEAD_ATTENTION, List.of(query, key, value), attributes);
  }

  /**
   * Convolves with square kernels: pixels beyond the edge are zero.
   *
   * @param x [B, c, H, W]
   * @param kernels [f, c, side, side]
   * @param bias [f], or null for none
   * @param stride pixels from one window to the next
   * @param padding pixels added at each edge
   * @return [B, f, (H + 2·padding - side)/stride + 1, likewise], rounded down
   */
  public Value convolve(Value x, Value kernels, @Nullable Value bias, long stride, long padding) {
    List<Value> operands = bias == null ? List.of(x, kernels) : List.of(x, kernels, bias);
    long[] window = {extent(kernels, -2), extent(kernels, -1)};
    Map<String, Attribute> attributes =
        Map.of(
            "strides", Attribute.of(new long[] {stride, stride}),
            "kernel_shape", Attribute.of(window),
            "pads", Attribute.of(new long[] {padding, padding, padding, padding}));
    return one(Operator.CONV, operands, attributes);
  }

  private static long extent(Value x, int axis) {
    return new Shape(List.of(x.shape().dim(axis))).size();
  }

  /**
   * Averages over square windows that do not overlap.
   *
   * @param x [B, c, H, W]
   * @param side of a window, pixels
   * @return [B, c, H/side, W/side], rounded down
   */
  public Value averagePool(Value x, long side) {
    Attribute window = Attribute.of(new long[] {side, side});
    return one(
        Operator.AVERAGE_POOL, List.of(x), Map.of("strides", window, "kernel_shape", window));
  }

  /**
   * Multiplies matrices over the last two axes.
   *
   * @param a [..., m, k]
   * @param b [..., k, n]
   * @return [..., m, n]
   */
  public Value matMul(Value a, Value b) {
    return one(Operator.MAT_MUL, a, b);
  }

  /**
   * A linear map as PyTorch stores it.
   *
   * @param x [m, k]
   * @param weight [n, k]
   * @param bias [n], or null for none
   * @return x · weightᵀ + bias, [m, n]
   */
  public Value linear(Value x, Value weight, @Nullable Value bias) {
    return gemm(x, weight, bias, true);
  }

  /**
   * Multiplies two matrices and adds a bias.
   *
   * @param a [m, k]
   * @param b [k, n], or [n, k] if transposed
   * @param bias broadcasts to [m, n], or null for none
   * @param transposed whether b is transposed
   * @return [m, n]
   */
  public Value gemm(Value a, Value b, @Nullable Value bias, boolean transposed) {
    List<Value> operands = bias == null ? List.of(a, b) : List.of(a, b, bias);
    return one(Operator.GEMM, operands, Map.of("transB", Attribute.of(transposed ? 1 : 0)));
  }

  /**
   * A linear map in eight bits; see {@link Operator#MAT_MUL_INTEGER_TO_FLOAT}.
   *
   * @param x [m, k], by {@link #quantised}
   * @param weight bytes [k, n]; column j stands for weight[:, j] · scales[j]
   * @param scales [n]
   * @param bias [n], or null for none
   * @return x · weight + bias, [m, n], single precision
   */
  public Value quantisedLinear(Quantised x, Value weight, Value scales, @Nullable Value bias) {
    Value none = builder.integer(ElementType.INT8, 0);
    List<Value> operands =
        new ArrayList<>(List.of(x.bytes(), weight, x.scale(), scales, x.zero(), none));
    if (bias != null) {
      operands.add(bias);
    }
    return one(Operator.MAT_MUL_INTEGER_TO_FLOAT, operands, Map.of());
  }

  /**
   * Numbers as bytes: x is nearly (bytes - zero) · scale.
   *
   * @param bytes unsigned, the shape of what was quantised
   * @param scale []
   * @param zero [], the byte that stands for 0
   */
  public record Quantised(Value bytes, Value scale, Value zero) {}

  /**
   * Rounds to 256 steps between the least and the greatest element, 0 included.
   *
   * @param x any shape, single precision
   * @return its bytes
   */
  public Quantised quantised(Value x) {
    List<Value> parts = builder.node(Operator.DYNAMIC_QUANTIZE_LINEAR, List.of(x), Map.of());
    return new Quantised(parts.get(0), parts.get(1), parts.get(2));
  }

  /**
   * The same elements in another shape.
   *
   * @param x any
   * @param shape as many elements; at most one symbol that no value has yet
   * @return that shape
   */
  public Value reshape(Value x, Shape shape) {
    boolean inferable = shape.symbols() == 1 && noZero(x.shape()) && noZero(shape);
    Value extents = inferable ? minusOne(shape) : builder.extents(shape);
    return one(Operator.RESHAPE, List.of(x, extents), Map.of(), shape);
  }

  /** ONNX infers an extent written as -1 by dividing by the others. */
  private static boolean noZero(Shape shape) {
    return shape.dims().stream().noneMatch(new Dim.Fixed(0)::equals);
  }

  private Value minusOne(Shape shape) {
    return builder.integers(
        shape.dims().stream()
            .mapToLong(dim -> dim instanceof Dim.Fixed fixed ? fixed.extent() : -1)
            .toArray());
  }

  /**
   * Reorders axes. What undoes the reordering that made x costs nothing: it is x's origin.
   *
   * @param x any
   * @param order place i of the result is axis order[i] of x
   * @return the same elements
   */
  public Value transpose(Value x, long... order) {
    if (madeByTranspose(x, inverse(order))) {
      return builder.producer(x).orElseThrow().input(0);
    }
    return one(Operator.TRANSPOSE, List.of(x), Map.of("perm", Attribute.of(order)));
  }

  /**
   * The order of axes that undoes another.
   *
   * @param order a permutation of 0, 1, …
   * @return its inverse
   */
  public static long[] inverse(long... order) {
    long[] inverse = new long[order.length];
    for (int axis = 0; axis < order.length; axis++) {
      inverse[Math.toIntExact(order[axis])] = axis;
    }
    return inverse;
  }

  /**
   * Swaps the last two axes.
   *
   * @param x [..., m, n]
   * @return [..., n, m]
   */
  public Value transposeLast(Value x) {
    return transpose(x, swapped(x.shape()));
  }

  /**
   * Whether a value is another one's {@link #transposeLast}.
   *
   * @param x any
   * @return whether swapping its last two axes costs nothing
   */
  public boolean isTransposedLast(Value x) {
    return madeByTranspose(x, swapped(x.shape()));
  }

  private static long[] swapped(Shape shape) {
    long[] order = new long[shape.rank()];
    Arrays.setAll(order, axis -> axis);
    order[shape.axis(-2)] = shape.axis(-1);
    order[shape.axis(-1)] = shape.axis(-2);
    return order;
  }

  private boolean madeByTranspose(Value x, long... order) {
    return builder
        .producer(x)
        .filter(node -> node.operator() == Operator.TRANSPOSE)
        .filter(node -> node.call().attributes().get("perm").equals(Attribute.of(order)))
        .isPresent();
  }

  /**
   * Joins along an axis.
   *
   * @param axis the axis
   * @param total extent of the result there
   * @param parts equal beside that axis
   * @return the joined tensor
   */
  public Value concat(int axis, Dim total, Value... parts) {
    Shape shape = parts[0].shape().with(axis, total);
    return one(Operator.CONCAT, List.of(parts), Map.of("axis", Attribute.of((long) axis)), shape);
  }

  /**
   * Cuts along an axis.
   *
   * @param x the tensor
   * @param axis the axis
   * @param extents sizes of the parts; symbols must be known to some value
   * @return the parts
   */
  public List<Value> split(Value x, int axis, Dim... extents) {
    Shape[] shapes =
        Arrays.stream(extents).map(dim -> x.shape().with(axis, dim)).toArray(Shape[]::new);
    Value sizes = extents(new Shape(List.of(extents)));
    return builder.node(
        Operator.SPLIT, List.of(x, sizes), Map.of("axis", Attribute.of((long) axis)), shapes);
  }

  /**
   * Picks slices of the first axis.
   *
   * @param x [n, ...]
   * @param indices int64, from 0 to n - 1, any shape
   * @return indices' shape, then the rest of x's
   */
  public Value gather(Value x, Value indices) {
    return one(Operator.GATHER, x, indices);
  }

  /**
   * Picks slices of the first axis, each at most once for the gradient.
   *
   * @param x [n, ...]
   * @param rearrangement which slice goes where
   * @return the indices' shape, then the rest of x's
   */
  public Value gather(Value x, Rearrangement rearrangement) {
    builder.add(rearrangement);
    return gather(x, rearrangement.indices());
  }

  /**
   * Adds slices at places of the first axis of a tensor of zeros; repeated places add up.
   *
   * @param shape shape of the result [n, ...]
   * @param indices int64 [k], from 0 to n - 1
   * @param slices [k, ...]
   * @return that shape
   */
  public Value scatterAdd(Shape shape, Value indices, Value slices) {
    Value zeros = expand(builder.real(0), shape);
    Value places = reshape(indices, Shape.of(indices.shape().dim(0), 1));
    return one(
        Operator.SCATTER_ND,
        List.of(zeros, places, slices),
        Map.of("reduction", Attribute.of("add")));
  }

  /**
   * Softmax over the last axis.
   *
   * @param x any
   * @return same shape; rows sum to 1
   */
  public Value softmax(Value x) {
    return one(Operator.SOFTMAX, List.of(x), Map.of("axis", Attribute.of(-1)));
  }

  /**
   * Logarithm of the softmax over the last axis.
   *
   * @param x any
   * @return same shape
   */
  public Value logSoftmax(Value x) {
    return one(Operator.LOG_SOFTMAX, List.of(x), Map.of("axis", Attribute.of(-1)));
  }

  /**
   * Standardises the last axis, then applies gain and bias.
   *
   * @param x [..., w]
   * @param gain [w]
   * @param bias [w], or null for none
   * @param epsilon added to the variance
   * @return same shape
   */
  public Value layerNormalization(Value x, Value gain, @Nullable Value bias, double epsilon) {
    List<Value> operands = bias == null ? List.of(x, gain) : List.of(x, gain, bias);
    return one(Operator.LAYER_NORMALIZATION, operands, normalizationAttributes(epsilon));
  }

  /**
   * A residual connection and the layer normalisation behind it, in ONNX Runtime's one pass: a
   * fifth of the time of {@link #layerNormalization} alone (0.75 instead of 3.4 ms at [1576, 768],
   * ONNX Runtime 1.29, two cores with AVX2).
   *
   * @param change [n, w], what the branch adds
   * @param rows [n, w], what it is added to
   * @param gain [w]
   * @param shift [w], added behind the normalisation
   * @param bias [w], added before it
   * @param epsilon added to the variance
   * @return the normalised rows, and the sum rows + change + bias; both [n, w]
   */
  public NormalizedSum skipLayerNormalization(
      Value change, Value rows, Value gain, Value shift, Value bias, double epsilon) {
    List<Value> outputs =
        builder.node(
            Operator.SKIP_LAYER_NORMALIZATION,
            List.of(change, rows, gain, shift, bias),
            Map.of("epsilon", Attribute.of((float) epsilon)));
    return new NormalizedSum(outputs.get(0), outputs.get(3));
  }

  /**
   * What {@link #skipLayerNormalization} makes.
   *
   * @param normalized standardised rows of the sum
   * @param sum the residual stream
   */
  public record NormalizedSum(Value normalized, Value sum) {}

  /**
   * Standardises rows of zero mean; see {@link Operator#CENTRED_NORMALIZATION}. Written out,
   * because ONNX Runtime's {@code LayerNormalization} takes three times as long on the CPU.
   *
   * @param x [..., w], rows of zero mean
   * @param epsilon added to the variance
   * @return same shape
   */
  public Value centredNormalization(Value x, double epsilon) {
    Value variance = reduceMean(mul(x, x), true, -1);
    Value deviation = one(Operator.SQRT, add(variance, builder.real(epsilon)));
    return one(Operator.CENTRED_NORMALIZATION, x, div(builder.real(1), deviation));
  }

  private static Map<String, Attribute> normalizationAttributes(double epsilon) {
    return Map.of("axis", Attribute.of(-1), "epsilon", Attribute.of((float) epsilon));
  }

  /**
   * Sums over axes.
   *
   * @param x any
   * @param keep whether the axes stay, with extent one
   * @param axes the axes, negative from the end
   * @return the sums
   */
  public Value reduceSum(Value x, boolean keep, int... axes) {
    return reduce(Operator.REDUCE_SUM, x, keep, axes);
  }

  /**
   * Averages over axes.
   *
   * @param x any
   * @param keep whether the axes stay, with extent one
   * @param axes the axes, negative from the end
   * @return the means
   */
  public Value reduceMean(Value x, boolean keep, int... axes) {
    return reduce(Operator.REDUCE_MEAN, x, keep, axes);
  }

  private Value reduce(Operator operator, Value x, boolean keep, int... axes) {
    long[] places = Arrays.stream(axes).mapToLong(axis -> x.shape().axis(axis)).sorted().toArray();
    List<Dim> dims = new ArrayList<>(x.shape().dims());
    for (int i = places.length - 1; i >= 0; i--) {
      dims.remove((int) places[i]);
    }
    if (keep) {
      Arrays.stream(places).forEach(place -> dims.add((int) place, new Dim.Fixed(1)));
    }
    return one(
        operator,
        List.of(x, builder.integers(places)),
        Map.of("keepdims", Attribute.of(keep ? 1 : 0)),
        new Shape(dims));
  }

  /**
   * Repeats a tensor by broadcasting.
   *
   * @param x broadcasts to the shape
   * @param shape every symbol known to some value
   * @return that shape
   */
  public Value expand(Value x, Shape shape) {
    return one(Operator.EXPAND, List.of(x, extents(shape)), Map.of(), shape);
  }

  /** A shape as a tensor, where ONNX would not infer one extent. */
  private Value extents(Shape shape) {
    shape.dims().stream().filter(Dim.Symbol.class::isInstance).forEach(builder::extent);
    return builder.extents(shape);
  }

  /**
   * Chooses between two tensors, with broadcasting.
   *
   * @param condition truth values
   * @param yes taken where true
   * @param no taken where false
   * @return the chosen elements
   */
  public Value where(Value condition, Value yes, Value no) {
    return one(Operator.WHERE, condition, yes, no);
  }

  /**
   * Compares elements, with broadcasting.
   *
   * @param a whole numbers
   * @param b whole numbers
   * @return true where equal
   */
  public Value equal(Value a, Value b) {
    return one(Operator.EQUAL, a, b);
  }

  /**
   * Compares elements, with broadcasting.
   *
   * @param a numbers
   * @param b numbers
   * @return true where a ≤ b
   */
  public Value lessOrEqual(Value a, Value b) {
    return one(Operator.LESS_OR_EQUAL, a, b);
  }

  /**
   * Converts elements.
   *
   * @param x any
   * @param type the new element type
   * @return same shape; x itself if it has the type already
   */
  public Value cast(Value x, ElementType type) {
    return x.element() == type
        ? x
        : one(Operator.CAST, List.of(x), Map.of("to", Attribute.of((long) type.code())));
  }

  /**
   * Counts from zero.
   *
   * @param dim how far; a symbol must be known to some value
   * @return int64 [dim]: 0, 1, …, dim - 1
   */
  public Value range(Dim dim) {
    Value limit = reshape(builder.extent(dim), Shape.of());
    List<Value> operands = List.of(builder.integer(0), limit, builder.integer(1));
    return one(Operator.RANGE, operands, Map.of(), Shape.of(dim));
  }
}
