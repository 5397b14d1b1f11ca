package org.softcpt.onnx.graph;

import java.util.List;

/**
 * An operator at work.
 *
 * @param name unique among the nodes
 * @param call what it computes, from what
 * @param outputs what it makes
 */
public record Node(String name, OperatorCall call, List<Value> outputs) {

  /** Copies the outputs. */
  public Node {
    outputs = List.copyOf(outputs);
  }

  /**
   * The operator.
   *
   * @return its row in the table
   */
  public Operator operator() {
    return call.operator();
  }

  /**
   * An input.
   *
   * @param place from 0
   * @return the value read there
   */
  public Value input(int place) {
    return call.inputs().get(place);
  }

  /**
   * An output.
   *
   * @param place from 0
   * @return the value made there
   */
  public Value output(int place) {
    return outputs.get(place);
  }
}
