package org.softcpt.onnx.graph;

import java.util.Collections;
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

  /** Copies the collections. */
  public Graph {
    inputs = List.copyOf(inputs);
    outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
    initializers = List.copyOf(initializers);
    nodes = List.copyOf(nodes);
  }
}
