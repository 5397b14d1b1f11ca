package org.softcpt.onnx.graph;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.softcpt.onnx.graph.Initializer.Content;

/** Weights and constants of a graph that grows; asking twice for a cached one gives the same. */
final class Constants {

  private final ElementType real;
  private final UnaryOperator<String> names;
  private final Map<Value, Initializer> initializers = new LinkedHashMap<>();
  private final Map<Double, Value> reals = new HashMap<>();
  private final Map<Key, Value> integers = new HashMap<>();

  /** Whole numbers of a type. */
  private record Key(TensorType type, List<Long> values) {}

  /**
   * None yet.
   *
   * @param real element type of real constants
   * @param names makes a stem a name that no other value has
   */
  Constants(ElementType real, UnaryOperator<String> names) {
    this.real = real;
    this.names = names;
  }

  Value weight(String tensor, ElementType element, long... extents) {
    return add(tensor, element, extents, new Initializer.Weight(tensor));
  }

  Value reals(long[] extents, double... values) {
    return add(names.apply("real"), real, extents, new Initializer.Reals(values));
  }

  Value real(double value) {
    return reals.computeIfAbsent(value, key -> reals(new long[0], value));
  }

  Value integers(ElementType element, long[] extents, List<Long> values) {
    Key key = new Key(new TensorType(element, shape(extents)), values);
    return integers.computeIfAbsent(
        key,
        absent -> add(names.apply("integer"), element, extents, new Initializer.Integers(values)));
  }

  private Value add(String name, ElementType element, long[] extents, Content content) {
    Value value = new Value(name, new TensorType(element, shape(extents)));
    initializers.putIfAbsent(value, new Initializer(value, content));
    return value;
  }

  private static Shape shape(long[] extents) {
    return Shape.of(Arrays.stream(extents).boxed().toArray());
  }

  /** The numbers of a constant made by {@link #integers}. */
  List<Long> numbers(Value value) {
    Initializer initializer = initializers.get(value);
    if (initializer != null && initializer.content() instanceof Initializer.Integers integers) {
      return integers.values();
    }
    throw new IllegalArgumentException("no constant whole numbers: " + value);
  }

  int size() {
    return initializers.size();
  }

  /** All of them, in the order they were added. */
  Collection<Initializer> all() {
    return initializers.values();
  }
}
