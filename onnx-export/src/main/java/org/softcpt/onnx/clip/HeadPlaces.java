package org.softcpt.onnx.clip;

import org.softcpt.onnx.graph.Dim;
import org.softcpt.onnx.graph.GraphBuilder;
import org.softcpt.onnx.graph.Ops;
import org.softcpt.onnx.graph.Rearrangement;
import org.softcpt.onnx.graph.Shape;
import org.softcpt.onnx.graph.Value;

/**
 * Where attention finds its operands: packed rows are cut into pieces of one head's width, and a
 * product wants head by head, prompt by prompt. One gather over pieces does what splitting off the
 * prefixes, padding, transposing and splitting again would do, in one pass over memory instead of
 * four. Indices are whole numbers, made once per run.
 */
final class HeadPlaces {

  /** Places of all suffixes. */
  static final Dim SLOTS = new Dim.Symbol("C*S");

  /** Places of all prefixes, then of all suffixes. */
  static final Dim GRIDS = new Dim.Symbol("(G*P+C*S)");

  private final Ops ops;
  private final GraphBuilder builder;
  private final PromptExtents extents;
  private final Part prefix;
  private final Part suffix;

  /**
   * Some of the packed rows, and the grid they are spread out to.
   *
   * @param rows n
   * @param places m
   * @param sources row at each place of the grid, int64 [m]
   * @param targets place of each row, int64 [n]
   */
  private record Part(Dim rows, Dim places, Value sources, Value targets) {}

  HeadPlaces(Ops ops, PromptInputs in, PromptExtents extents) {
    this.ops = ops;
    this.builder = ops.builder();
    this.extents = extents;
    Value same = ops.range(extents.prefixRows());
    this.prefix = new Part(extents.prefixRows(), extents.prefixRows(), same, same);
    Value sources = ops.reshape(in.rows(), Shape.of(SLOTS));
    this.suffix = new Part(extents.tokens(), SLOTS, sources, in.slots());
  }

  /** Pieces of the prefixes' rows alone: [G·P·pieces] to [pieces, G·P], flattened. */
  Rearrangement prefix(long pieces) {
    return apart(prefix, pieces);
  }

  /** Pieces of the suffixes' rows alone: [N·pieces] to [pieces, C·S], flattened. */
  Rearrangement suffix(long pieces) {
    return apart(suffix, pieces);
  }

  private Rearrangement apart(Part part, long pieces) {
    Value indices = flat(sources(part, builder.integer(0), pieces), pieces, part.places());
    return new Rearrangement(
        indices, flat(targets(part, builder.integer(0), pieces), pieces, part.rows()), true);
  }

  /**
   * Pieces of all packed rows, [(G·P + N)·pieces], to the prefixes' [pieces, G·P], then the
   * suffixes' [pieces, C·S], both flattened.
   */
  Rearrangement all(long pieces) {
    return new Rearrangement(
        grids(sources(suffix, prefixRows(), pieces), pieces), targets(pieces), true);
  }

  /** The way back of {@link #all}, where a pad's piece goes nowhere. */
  Rearrangement packed(long pieces) {
    Value filled =
        ops.equal(ops.gather(suffix.targets(), suffix.sources()), ops.range(suffix.places()));
    Value nowhere =
        ops.mul(ops.add(prefixRows(), builder.extent(suffix.rows())), builder.integer(pieces));
    Value places = ops.where(filled, sources(suffix, prefixRows(), pieces), nowhere);
    return new Rearrangement(targets(pieces), grids(places, pieces), false);
  }

  private Value grids(Value suffixes, long pieces) {
    Value prefixes = sources(prefix, builder.integer(0), pieces);
    return ops.concat(
        0,
        pieces(pieces, GRIDS),
        flat(prefixes, pieces, prefix.places()),
        flat(suffixes, pieces, suffix.places()));
  }

  private Value targets(long pieces) {
    Value start = ops.mul(prefixRows(), builder.integer(pieces));
    return ops.concat(
        0,
        pieces(pieces, extents.allRows()),
        flat(targets(prefix, builder.integer(0), pieces), pieces, prefix.rows()),
        flat(targets(suffix, start, pieces), pieces, suffix.rows()));
  }

  /** The piece at each place of a grid whose rows begin at a packed row, [pieces, m]. */
  private Value sources(Part part, Value firstRow, long pieces) {
    Value rows = ops.reshape(ops.add(part.sources(), firstRow), Shape.of(1, part.places()));
    return ops.add(ops.mul(rows, builder.integer(pieces)), numbers(pieces, Shape.of(pieces, 1)));
  }

  /** The place of each piece in a grid that begins at a place, [n, pieces]. */
  private Value targets(Part part, Value firstPlace, long pieces) {
    Value rows = ops.reshape(ops.add(part.targets(), firstPlace), Shape.of(part.rows(), 1));
    Value starts = ops.mul(numbers(pieces, Shape.of(1, pieces)), builder.extent(part.places()));
    return ops.add(rows, starts);
  }

  private Value numbers(long pieces, Shape shape) {
    return ops.reshape(ops.range(new Dim.Fixed(pieces)), shape);
  }

  private Value flat(Value grid, long pieces, Dim rows) {
    return ops.reshape(grid, Shape.of(pieces(pieces, rows)));
  }

  /** The number of pieces of some rows. */
  static Dim pieces(long pieces, Dim rows) {
    return new Dim.Symbol(pieces + "*" + rows);
  }

  private Value prefixRows() {
    return builder.extent(extents.prefixRows());
  }
}
