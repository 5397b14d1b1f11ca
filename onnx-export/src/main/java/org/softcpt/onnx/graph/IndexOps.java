package org.softcpt.onnx.graph;

import java.util.List;
import java.util.Map;

/** Operators that pick, put and count places of an axis. */
public sealed interface IndexOps extends ShapeChangeOps permits Ops {

  /**
   * Picks slices of the first axis.
   *
   * @param x [n, ...]
   * @param indices int64, from 0 to n - 1, any shape
   * @return indices' shape, then the rest of x's
   */
  default Value gather(Value x, Value indices) {
    return builder().one(Operator.GATHER, x, indices);
  }

  /**
   * Picks slices of the first axis, each at most once for the gradient.
   *
   * @param x [n, ...]
   * @param rearrangement which slice goes where
   * @return the indices' shape, then the rest of x's
   */
  default Value gather(Value x, Rearrangement rearrangement) {
    builder().add(rearrangement);
    return gather(x, rearrangement.indices());
  }

  /**
   * Adds slices at places of the first axis of a tensor of zeros; repeated places add up.
   *
   * @param shape shape of the result [n, ...]
   * @param indices int64 [k], from 0 to n - 1
   * @param slices [k, ...]
   * @return that shape
   */
  default Value scatterAdd(Shape shape, Value indices, Value slices) {
    Value zeros = expand(builder().real(0), shape);
    Value places = reshape(indices, Shape.of(indices.shape().dim(0), 1));
    return builder()
        .one(
            Operator.SCATTER_ND,
            List.of(zeros, places, slices),
            Map.of("reduction", Attribute.of("add")));
  }

  /**
   * Counts from zero.
   *
   * @param dim how far; a symbol must be known to some value
   * @return int64 [dim]: 0, 1, …, dim - 1
   */
  default Value range(Dim dim) {
    Value limit = reshape(builder().extent(dim), Shape.of());
    List<Value> operands = List.of(builder().integer(0), limit, builder().integer(1));
    return builder().one(Operator.RANGE, operands, Map.of(), Shape.of(dim));
  }
}
