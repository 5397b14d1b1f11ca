package org.softcpt.onnx.graph;

/** Methods that make calls of operators: they keep nothing but the graph they write into. */
public sealed interface OperatorFamily permits ElementOps, MatrixOps, ShapeChangeOps, WindowOps {

  /**
   * The graph that grows.
   *
   * @return the builder the nodes go to
   */
  GraphBuilder builder();
}
