package org.softcpt.onnx.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.softcpt.onnx.graph.Initializer.Content;

/**
 * Grows a graph value by value. {@link Ops} has a method per operator; this class keeps the nodes,
 * names, constants and the extents of symbols. Not for concurrent use.
 *
 * <p>The file is long because these belong together: a constant's name counts nodes and
 * initializers, an extent is a node, and a node registers extents. Half of it is Javadoc.
 */
public final class GraphBuilder {

  private final ElementType real;
  private final ElementType stored;
  private final Map<String, Value> inputs = new LinkedHashMap<>();
  private final Map<Value, Initializer> initializers = new LinkedHashMap<>();
  private final Map<Object, Value> constants = new HashMap<>();
  private final Map<Value, Node> producers = new HashMap<>();
  private final List<Node> nodes = new ArrayList<>();
  private final Map<Dim, Witness> witnesses = new HashMap<>();
  private final Map<Value, Rearrangement> rearrangements = new HashMap<>();
  private String scope = "";

  /** Where a symbol's extent can be read when the graph runs. */
  private record Witness(Value value, int axis) {}

  /** Key of a cached constant. */
  private record ConstantKey(TensorType type, Object content) {}

  /**
   * Starts an empty graph.
   *
   * @param real element type of weights and real constants, single or double precision
   * @throws IllegalArgumentException if it is not a floating-point type
   */
  public GraphBuilder(ElementType real) {
    this(real, real);
  }

  /**
   * Starts an empty graph whose weight matrices are stored in another type than they are used in.
   *
   * @param real element type of weights and real constants, single or double precision
   * @param stored element type of weights of two and more axes in the weight store
   * @throws IllegalArgumentException if the first is not a floating-point type
   */
  public GraphBuilder(ElementType real, ElementType stored) {
    if (!real.isFloating()) {
      throw new IllegalArgumentException("not a floating-point type: " + real);
    }
    this.real = real;
    this.stored = stored;
  }

  /**
   * Element type of weights and real constants.
   *
   * @return single or double precision
   */
  public ElementType real() {
    return real;
  }

  /**
   * Sets the prefix of the names that follow, for whoever reads a profile.
   *
   * @param prefix e.g. {@code "block3/attention/"}
   */
  public void scope(String prefix) {
    scope = prefix;
  }

  /**
   * Declares an input.
   *
   * @param name its name
   * @param element its element type
   * @param shape its shape; symbols are bound by what is fed
   * @return the input
   * @throws IllegalArgumentException if the name is taken
   */
  public Value input(String name, ElementType element, Shape shape) {
    Value value = register(new Value(name, new TensorType(element, shape)));
    if (inputs.put(name, value) != null) {
      throw new IllegalArgumentException("two inputs named '" + name + "'");
    }
    return value;
  }

  /**
   * A weight of the model, to compute with; asking twice gives the same value.
   *
   * @param tensor its name in the weight store
   * @param extents its shape
   * @return the weight in the graph's real type; if it is stored in another, a cast, which ONNX
   *     Runtime does once, when the session opens
   */
  public Value weight(String tensor, long... extents) {
    Value weight = stored(tensor, extents);
    if (weight.element() == real) {
      return weight;
    }
    Value known = constants.get(weight);
    return known != null ? known : widened(weight);
  }

  private Value widened(Value weight) {
    Map<String, Attribute> type = Map.of("to", Attribute.of((long) real.code()));
    Value wide = node(Operator.CAST, List.of(weight), type).get(0);
    constants.put(weight, wide);
    return wide;
  }

  /**
   * A weight of the model as it is stored: to pick rows from, which are then cast.
   *
   * @param tensor its name in the weight store
   * @param extents its shape
   * @return the weight; asking twice gives the same value
   */
  public Value stored(String tensor, long... extents) {
    return weight(tensor, extents.length > 1 ? stored : real, extents);
  }

  /**
   * A weight of another type than the graph's real one.
   *
   * @param tensor its name in the weight store
   * @param element its type there
   * @param extents its shape
   * @return the weight; asking twice gives the same value
   */
  public Value weight(String tensor, ElementType element, long... extents) {
    return constant(tensor, element, extents, new Initializer.Weight(tensor));
  }

  /**
   * A constant tensor of real numbers.
   *
   * @param extents its shape
   * @param values row-major
   * @return the constant
   */
  public Value reals(long[] extents, double... values) {
    return constant(fresh("real"), real, extents, new Initializer.Reals(values));
  }

  /**
   * A real scalar; asking twice gives the same value.
   *
   * @param value the number
   * @return shape []
   */
  public Value real(double value) {
    return constants.computeIfAbsent(value, key -> reals(new long[0], value));
  }

  /**
   * A constant vector of whole numbers; asking twice gives the same value.
   *
   * @param values the numbers
   * @return int64, shape [values.length]
   */
  public Value integers(long... values) {
    List<Long> list = Arrays.stream(values).boxed().toList();
    return cached(ElementType.INT64, new long[] {values.length}, list);
  }

  /**
   * A whole-number scalar; asking twice gives the same value.
   *
   * @param value the number
   * @return int64, shape []
   */
  public Value integer(long value) {
    return integer(ElementType.INT64, value);
  }

  /**
   * A whole-number scalar; asking twice gives the same value.
   *
   * @param element a type of whole numbers
   * @param value a number of that type
   * @return shape []
   */
  public Value integer(ElementType element, long value) {
    return cached(element, new long[0], List.of(value));
  }

  private Value cached(ElementType element, long[] extents, List<Long> values) {
    TensorType type = new TensorType(element, shape(extents));
    ConstantKey key = new ConstantKey(type, values);
    Value known = constants.get(key);
    if (known == null) {
      Content content = new Initializer.Integers(values);
      known = constant(fresh("integer"), element, extents, content);
      constants.put(key, known);
    }
    return known;
  }

  private Value constant(String name, ElementType element, long[] extents, Content content) {
    Value value = new Value(name, new TensorType(element, shape(extents)));
    initializers.putIfAbsent(value, new Initializer(value, content));
    return value;
  }

  /**
   * The numbers of a constant.
   *
   * @param value made by {@link #integers} or {@link #integer}
   * @return its elements
   * @throws IllegalArgumentException if it is no such constant
   */
  public List<Long> constantIntegers(Value value) {
    Initializer initializer = initializers.get(value);
    if (initializer != null && initializer.content() instanceof Initializer.Integers integers) {
      return integers.values();
    }
    throw new IllegalArgumentException("no constant whole numbers: " + value);
  }

  private static Shape shape(long[] extents) {
    return Shape.of(Arrays.stream(extents).boxed().toArray());
  }

  /**
   * Adds a node.
   *
   * @param operator its row in the table
   * @param operands what it reads
   * @param attributes its constant parameters
   * @param declared output shapes only the caller knows, none elsewhere
   * @return its outputs
   * @throws IllegalArgumentException if operator and inputs do not fit
   */
  public List<Value> node(
      Operator operator,
      List<Value> operands,
      Map<String, Attribute> attributes,
      Shape... declared) {
    OperatorCall call = new OperatorCall(operator, operands, attributes, List.of(declared));
    String name = fresh(operator.onnxName());
    List<Value> outputs = new ArrayList<>();
    for (TensorType type : operator.infer(call)) {
      outputs.add(register(new Value(name + "." + outputs.size(), type)));
    }
    Node node = new Node(name, call, outputs);
    nodes.add(node);
    outputs.forEach(output -> producers.put(output, node));
    return outputs;
  }

  private Value register(Value value) {
    for (int axis = 0; axis < value.shape().rank(); axis++) {
      if (value.shape().dim(axis) instanceof Dim.Symbol symbol) {
        witnesses.putIfAbsent(symbol, new Witness(value, axis));
      }
    }
    return value;
  }

  private String fresh(String stem) {
    return scope + stem + "_" + (nodes.size() + initializers.size());
  }

  /**
   * An extent as a tensor.
   *
   * @param dim a number, or a symbol that some value already has
   * @return int64, shape [1]
   * @throws IllegalArgumentException if no value has this symbol
   */
  public Value extent(Dim dim) {
    if (dim instanceof Dim.Fixed fixed) {
      return integers(fixed.extent());
    }
    Witness witness = witnesses.get(dim);
    if (witness == null) {
      throw new IllegalArgumentException("no value has the extent " + dim);
    }
    Value known = constants.get(dim);
    return known != null ? known : read(dim, witness);
  }

  private Value read(Dim dim, Witness witness) {
    Value place = integers(witness.axis());
    Value extents = node(Operator.SHAPE, List.of(witness.value()), Map.of()).get(0);
    Value extent = node(Operator.GATHER, List.of(extents, place), Map.of()).get(0);
    constants.put(dim, extent);
    return extent;
  }

  /**
   * A shape as a tensor, for the operators that take one.
   *
   * @param shape at most one symbol may be unknown to all values; it is written as -1
   * @return int64, shape [rank]
   * @throws IllegalArgumentException if two symbols are unknown
   */
  public Value extents(Shape shape) {
    long unknown = shape.dims().stream().filter(dim -> !known(dim)).count();
    if (unknown > 1) {
      throw new IllegalArgumentException("no value has two of the extents of " + shape);
    }
    if (shape.symbols() <= unknown) {
      return integers(shape.dims().stream().mapToLong(GraphBuilder::orMinusOne).toArray());
    }
    Value known = constants.get(shape);
    return known != null ? known : assemble(shape);
  }

  private Value assemble(Shape shape) {
    List<Value> parts =
        shape.dims().stream()
            .map(dim -> known(dim) ? extent(dim) : integers(-1))
            .collect(Collectors.toList());
    Value all =
        node(Operator.CONCAT, parts, Map.of("axis", Attribute.of(0)), Shape.of(shape.rank()))
            .get(0);
    constants.put(shape, all);
    return all;
  }

  private boolean known(Dim dim) {
    return dim instanceof Dim.Fixed || witnesses.containsKey(dim);
  }

  private static long orMinusOne(Dim dim) {
    return dim instanceof Dim.Fixed fixed ? fixed.extent() : -1;
  }

  /**
   * The node that makes a value.
   *
   * @param value of this graph
   * @return empty for inputs and constants
   */
  public Optional<Node> producer(Value value) {
    return Optional.ofNullable(producers.get(value));
  }

  /** Notes that what is picked by these indices can be put back. */
  void add(Rearrangement rearrangement) {
    rearrangements.put(rearrangement.indices(), rearrangement);
  }

  /**
   * How to put back what was picked.
   *
   * @param indices of a {@code Gather}
   * @return empty unless they are a rearrangement's
   */
  public Optional<Rearrangement> rearrangement(Value indices) {
    return Optional.ofNullable(rearrangements.get(indices));
  }

  /**
   * The nodes so far, in the order they were added.
   *
   * @return a copy
   */
  public List<Node> nodes() {
    return List.copyOf(nodes);
  }

  /**
   * Ends the graph: keeps what the outputs need.
   *
   * @param name what the graph computes
   * @param outputs by the name under which they are fetched
   * @return the graph; all declared inputs are kept, also unused ones
   * @throws IllegalArgumentException if an output is not of this graph, or a name is taken
   */
  public Graph finish(String name, Map<String, Value> outputs) {
    Liveness live = Liveness.of(nodes, outputs.values());
    List<Initializer> needed =
        initializers.values().stream().filter(i -> live.needs(i.value())).toList();
    return new Graph(name, List.copyOf(inputs.values()), outputs, needed, live.nodes());
  }
}
