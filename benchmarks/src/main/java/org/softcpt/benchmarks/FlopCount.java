package org.softcpt.benchmarks;

import java.util.Map;
import org.softcpt.onnx.graph.Dim;
import org.softcpt.onnx.graph.Graph;
import org.softcpt.onnx.graph.Node;
import org.softcpt.onnx.graph.Shape;

/** Counts the floating-point operations of a graph's matrix products: two per multiply-add. */
final class FlopCount {

  private final Map<String, Long> symbols;

  private FlopCount(Map<String, Long> symbols) {
    this.symbols = symbols;
  }

  /**
   * Operations of one run.
   *
   * @param graph what runs
   * @param symbols extents of the graph's symbols in that run
   * @return products only; what works element by element is not counted
   */
  static double of(Graph graph, Map<String, Long> symbols) {
    FlopCount count = new FlopCount(symbols);
    return graph.nodes().stream().mapToDouble(count::of).sum();
  }

  private double of(Node node) {
    return switch (node.operator()) {
      case GEMM, MAT_MUL ->
          2 * elements(node.output(0).shape()) * extent(node.input(0).shape().dim(-1));
      case CONV ->
          2
              * elements(node.output(0).shape())
              * elements(node.input(1).shape().with(0, new Dim.Fixed(1)));
      case MULTI_HEAD_ATTENTION -> // scores, and their product with the values
          4 * elements(node.output(0).shape()) * extent(node.input(1).shape().dim(1));
      default -> 0;
    };
  }

  private double elements(Shape shape) {
    return shape.dims().stream().mapToDouble(this::extent).reduce(1, (a, b) -> a * b);
  }

  private double extent(Dim dim) {
    if (dim instanceof Dim.Fixed fixed) {
      return fixed.extent();
    }
    Long bound = symbols.get(dim.toString());
    if (bound == null) {
      throw new IllegalArgumentException("no extent for symbol " + dim);
    }
    return bound;
  }
}
