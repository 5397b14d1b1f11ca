package org.softcpt.onnx.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Grows a graph value by value. {@link Ops} has a method per operator; this class keeps nodes and
 * names, and is the front of the graph's {@link Constants} and {@link Extents}. Half of the file is
 * Javadoc. Not for concurrent use.
 */
public final class GraphBuilder {

  private final ElementType real;
  private final ElementType stored;
  private final Constants constants;
  private final Extents extents = new Extents(this);
  private final Map<String, Value> inputs = new LinkedHashMap<>();
  private final Map<Value, Value> widened = new HashMap<>();
  private final Map<Value, Node> producers = new HashMap<>();
  private final List<Node> nodes = new ArrayList<>();
  private final Map<Value, Rearrangement> rearrangements = new HashMap<>();
  private String scope = "";

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
    constants = new Constants(real, this::fresh);
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
    Map<String, Attribute> type = Map.of("to", Attribute.of((long) real.code()));
    return widened.computeIfAbsent(weight, key -> one(Operator.CAST, List.of(weight), type));
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
    return constants.weight(tensor, element, extents);
  }

  /**
   * A constant tensor of real numbers.
   *
   * @param extents its shape
   * @param values row-major
   * @return the constant
   */
  public Value reals(long[] extents, double... values) {
    return constants.reals(extents, values);
  }

  /**
   * A real scalar; asking twice gives the same value.
   *
   * @param value the number
   * @return shape []
   */
  public Value real(double value) {
    return constants.real(value);
  }

  /**
   * A constant vector of whole numbers; asking twice gives the same value.
   *
   * @param values the numbers
   * @return int64, shape [values.length]
   */
  public Value integers(long... values) {
    List<Long> list = Arrays.stream(values).boxed().toList();
    return constants.integers(ElementType.INT64, new long[] {values.length}, list);
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
    return constants.integers(element, new long[0], List.of(value));
  }

  /**
   * The numbers of a constant.
   *
   * @param value made by {@link #integers} or {@link #integer}
   * @return its elements
   * @throws IllegalArgumentException if it is no such constant
   */
  public List<Long> constantIntegers(Value value) {
    return constants.numbers(value);
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

  /** Adds a node of one output, or of which only the first is read. */
  Value one(
      Operator operator,
      List<Value> operands,
      Map<String, Attribute> attributes,
      Shape... declared) {
    return node(operator, operands, attributes, declared).get(0);
  }

  /** Adds a node of one output and no attributes. */
  Value one(Operator operator, Value... operands) {
    return one(operator, List.of(operands), Map.of());
  }

  private Value register(Value value) {
    extents.register(value);
    return value;
  }

  private String fresh(String stem) {
    return scope + stem + "_" + (nodes.size() + constants.size());
  }

  /**
   * An extent as a tensor.
   *
   * @param dim a number, or a symbol that some value already has
   * @return int64, shape [1]
   * @throws IllegalArgumentException if no value has this symbol
   */
  public Value extent(Dim dim) {
    return extents.extent(dim);
  }

  /**
   * A shape as a tensor, for the operators that take one.
   *
   * @param shape at most one symbol may be unknown to all values; it is written as -1
   * @return int64, shape [rank]
   * @throws IllegalArgumentException if two symbols are unknown
   */
  public Value extents(Shape shape) {
    return extents.extents(shape);
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
    List<Initializer> needed = constants.all().stream().filter(i -> live.needs(i.value())).toList();
    return new Graph(name, List.copyOf(inputs.values()), outputs, needed, live.nodes());
  }
}
