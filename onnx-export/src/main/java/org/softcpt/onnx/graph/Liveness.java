package org.softcpt.onnx.graph;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which nodes some outputs need.
 *
 * @param nodes the needed nodes, in their old order
 * @param read values these nodes read
 * @param computed values these nodes make
 */
record Liveness(List<Node> nodes, Set<Value> read, Set<Value> computed) {

  static Liveness of(List<Node> all, Collection<Value> outputs) {
    Set<Value> wanted = new HashSet<>(outputs);
    Set<Value> read = new HashSet<>();
    Set<Value> computed = new HashSet<>();
    Deque<Node> kept = new ArrayDeque<>();
    for (int i = all.size() - 1; i >= 0; i--) {
      Node node = all.get(i);
      if (node.outputs().stream().anyMatch(wanted::contains)) {
        wanted.addAll(node.call().inputs());
        read.addAll(node.call().inputs());
        computed.addAll(node.outputs());
        kept.addFirst(node);
      }
    }
    return new Liveness(List.copyOf(kept), read, computed);
  }

  boolean reads(Value value) {
    return read.contains(value);
  }

  boolean computes(Value value) {
    return computed.contains(value);
  }
}
