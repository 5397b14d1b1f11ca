package org.softcpt.onnx.graph;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A finished graph, nodes in an order in which they can run.
 *
 * @param name what the graph computes
 * @param inputs fed at every run
 * @param outputs fetched, by the name under which they are fetched; in order
 * @param initializers constants
 * @param nodes operators at work
 */
public record Graph(
    String name,
    List<Value> inputs,
    Map<String, Value> outputs,
    List<Initializer> initializers,
    List<Node> nodes) {

  /**
   * Copies the collections and checks that nodes and outputs read only what exists by then, and
   * that no name means two things.
   *
   * @throws IllegalArgumentException if not; names the value
   */
  public Graph {
    inputs = List.copyOf(inputs);
    outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
    initializers = List.copyOf(initializers);
    nodes = List.copyOf(nodes);
    Map<String, Value> known = new HashMap<>();
    inputs.forEach(value -> define(known, value));
    initializers.forEach(initializer -> define(known, initializer.value()));
    Map<String, Value> given = Map.copyOf(known);
    for (Node node : nodes) {
      node.call().inputs().forEach(value -> requireKnown(known, value));
      node.outputs().forEach(value -> define(known, value));
    }
    outputs.forEach((output, value) -> checkOutput(known, given, output, value));
  }

  private static void define(Map<String, Value> known, Value value) {
    Value other = known.put(value.name(), value);
    if (other != null) {
      throw new IllegalArgumentException("one name for two values: " + other + ", " + value);
    }
  }

  private static void requireKnown(Map<String, Value> known, Value value) {
    if (!value.equals(known.get(value.name()))) {
      throw new IllegalArgumentException("not computed by this graph before it is read: " + value);
    }
  }

  private static void checkOutput(
      Map<String, Value> known, Map<String, Value> given, String output, Value value) {
    requireKnown(known, value);
    if (given.containsKey(output) || !value.equals(known.getOrDefault(output, value))) {
      throw new IllegalArgumentException(
          "output '%s' of %s has the name of another value".formatted(output, value));
    }
  }
}
