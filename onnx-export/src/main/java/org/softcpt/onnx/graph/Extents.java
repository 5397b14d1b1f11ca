package org.softcpt.onnx.graph;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a graph that grows knows of its symbols: where each one's extent can be read. */
final class Extents {

  private final GraphBuilder builder;
  private final Map<Dim, Witness> witnesses = new HashMap<>();
  private final Map<Dim, Value> read = new HashMap<>();
  private final Map<Shape, Value> assembled = new HashMap<>();

  /** Where a symbol's extent can be read when the graph runs. */
  private record Witness(Value value, int axis) {}

  Extents(GraphBuilder builder) {
    this.builder = builder;
  }

  /** Takes note of the symbols of a new value. */
  void register(Value value) {
    for (int axis = 0; axis < value.shape().rank(); axis++) {
      if (value.shape().dim(axis) instanceof Dim.Symbol symbol) {
        witnesses.putIfAbsent(symbol, new Witness(value, axis));
      }
    }
  }

  /** See {@link GraphBuilder#extent}. */
  Value extent(Dim dim) {
    if (dim instanceof Dim.Fixed fixed) {
      return builder.integers(fixed.extent());
    }
    Witness witness = witnesses.get(dim);
    if (witness == null) {
      throw new IllegalArgumentException("no value has the extent " + dim);
    }
    Value known = read.get(dim);
    return known != null ? known : read(dim, witness);
  }

  private Value read(Dim dim, Witness witness) {
    Value place = builder.integers(witness.axis());
    Value extents = builder.one(Operator.SHAPE, witness.value());
    Value extent = builder.one(Operator.GATHER, extents, place);
    read.put(dim, extent);
    return extent;
  }

  /** See {@link GraphBuilder#extents}. */
  Value extents(Shape shape) {
    long unknown = shape.dims().stream().filter(dim -> !known(dim)).count();
    if (unknown > 1) {
      throw new IllegalArgumentException("no value has two of the extents of " + shape);
    }
    if (shape.symbols() <= unknown) {
      return builder.integers(shape.dims().stream().mapToLong(Extents::orMinusOne).toArray());
    }
    Value known = assembled.get(shape);
    return known != null ? known : assemble(shape);
  }

  private Value assemble(Shape shape) {
    List<Value> parts =
        shape.dims().stream().map(dim -> known(dim) ? extent(dim) : builder.integers(-1)).toList();
    Map<String, Attribute> axis = Map.of("axis", Attribute.of(0));
    Value all = builder.one(Operator.CONCAT, parts, axis, Shape.of(shape.rank()));
    assembled.put(shape, all);
    return all;
  }

  private boolean known(Dim dim) {
    return dim instanceof Dim.Fixed || witnesses.containsKey(dim);
  }

  private static long orMinusOne(Dim dim) {
    return dim instanceof Dim.Fixed fixed ? fixed.extent() : -1;
  }
}
