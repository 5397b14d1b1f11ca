package org.softcpt.onnx.graph;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What some outputs need.
 *
 * @param nodes the needed nodes, in their old order
 * @param values the outputs, and what these nodes read
 */
record Liveness(List<Node> nodes, Set<Value> values) {

  static Liveness of(List<Node> all, Collection<Value> outputs) {
    Set<Value> needed = new HashSet<>(outputs);
    Deque<Node> kept = new ArrayDeque<>();
    for (int i = all.size() - 1; i >= 0; i--) {
      Node node = all.get(i);
      if (node.outputs().stream().anyMatch(needed::contains)) {
        needed.addAll(node.call().inputs());
        kept.addFirst(node);
      }
    }
    return new Liveness(List.copyOf(kept), needed);
  }

  boolean needs(Value value) {
    return values.contains(value);
  }
}
