package org.softcpt.onnx.graph;

/**
 * One method per operator, on a {@link GraphBuilder}; the methods stand in one interface per
 * family. Arguments and shapes are ONNX's; a mismatch is an {@link IllegalArgumentException} that
 * names operator and inputs.
 */
public final class Ops implements RowOps, MatrixOps, IndexOps, WindowOps {

  private final GraphBuilder builder;

  /**
   * Writes into a builder.
   *
   * @param builder receives the nodes
   */
  public Ops(GraphBuilder builder) {
    this.builder = builder;
  }

  @Override
  public GraphBuilder builder() {
    return builder;
  }
}
