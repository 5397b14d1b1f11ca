package org.softcpt.onnx.clip;

import java.util.List;
import org.softcpt.onnx.graph.Dim;
import org.softcpt.onnx.graph.Ops;
import org.softcpt.onnx.graph.Rearrangement;
import org.softcpt.onnx.graph.Shape;
import org.softcpt.onnx.graph.Value;

/**
 * Attention of prompts that share prefixes. Prefix queries see their own prefix; suffix queries see
 * their group's prefix and their own suffix. Keys and values of a prefix exist once per group.
 */
final class PromptAttention {

  /** Queries, keys and values. */
  private static final long STACKED = 3;

  private final Ops ops;
  private final PromptMasks masks;
  private final PromptExtents extents;
  private final HeadPlaces places;
  private final Rearrangement packed;
  private final Rearrangement all;

  PromptAttention(Ops ops, PromptInputs in, PromptMasks masks, PromptExtents extents) {
    this.ops = ops;
    this.masks = masks;
    this.extents = extents;
    ops.builder().scope("places/");
    this.places = new HeadPlaces(ops, in, extents);
    this.packed = places.packed(extents.heads());
    this.all = places.all(STACKED * extents.heads());
  }

  /** Queries, keys and values by head. */
  private record Heads(Value query, Value key, Value value) {}

  /**
   * From the stacked projections of all rows [G·P + N, 3w] to what they attend to, [G·P + N, w].
   */
  Value all(Value stacked) {
    Dim prefix = pieces(extents.prefixRows());
    Dim suffix = pieces(HeadPlaces.SLOTS);
    Value gathered = ops.gather(pieces(stacked), all);
    List<Value> parts = ops.split(gathered, 0, prefix, prefix, prefix, suffix, suffix, suffix);
    return mixed(prefixHeads(parts.subList(0, 3)), suffixHeads(parts.subList(3, 6)));
  }

  /** The same from the prefixes' rows [G·P, 3w] and the suffixes' [N, 3w]. */
  Value all(Value prefixRows, Value suffixRows) {
    Dim prefix = pieces(extents.prefixRows());
    Dim suffix = pieces(HeadPlaces.SLOTS);
    long stacked = STACKED * extents.heads();
    Value prefixes = ops.gather(pieces(prefixRows), places.prefix(stacked));
    Value suffixes = ops.gather(pieces(suffixRows), places.suffix(stacked));
    return mixed(
        prefixHeads(ops.split(prefixes, 0, prefix, prefix, prefix)),
        suffixHeads(ops.split(suffixes, 0, suffix, suffix, suffix)));
  }

  /** Rows [n, 3w] cut into [n·3h, w/h]. */
  private Value pieces(Value rows) {
    Dim pieces = HeadPlaces.pieces(STACKED * extents.heads(), rows.shape().dim(0));
    return ops.reshape(rows, Shape.of(pieces, extents.headWidth()));
  }

  private Dim pieces(Dim rows) {
    return HeadPlaces.pieces(extents.heads(), rows);
  }

  private Heads prefixHeads(List<Value> pieces) { // [h*G*P, w/h] each
    return heads(pieces, extents.groups(), extents.prefixLength());
  }

  private Heads suffixHeads(List<Value> pieces) { // [h*C*S, w/h] each
    return heads(pieces, extents.prompts(), extents.width());
  }

  private Heads heads(List<Value> pieces, Dim rows, Dim columns) {
    Shape shape = Shape.of(extents.heads(), rows, columns, extents.headWidth());
    List<Value> grids = pieces.stream().map(x -> ops.reshape(x, shape)).toList();
    return new Heads(grids.get(0), grids.get(1), grids.get(2));
  }

  private Value mixed(Heads prefix, Heads suffix) {
    Value prefixes = flat(prefix(prefix), extents.prefixRows());
    Value suffixes = flat(suffix(suffix, prefix), HeadPlaces.SLOTS);
    Value grids = ops.concat(0, pieces(HeadPlaces.GRIDS), prefixes, suffixes);
    return ops.reshape(
        ops.gather(grids, packed), Shape.of(extents.allRows(), extents.modelWidth()));
  }

  /** All heads' pieces one behind the other, [h·n, w/h]. */
  private Value flat(Value heads, Dim rows) {
    return ops.reshape(heads, Shape.of(pieces(rows), extents.headWidth()));
  }

  private Value prefix(Heads heads) { // [h, G, P, w/h] each
    Value scores = ops.matMul(heads.query(), ops.transposeLast(heads.key()));
    Value weights = ops.softmax(ops.add(scores, masks.prefix()));
    return ops.matMul(weights, heads.value());
  }

  private Value suffix(Heads suffix, Heads prefix) { // [h, C, S, w/h] and [h, G, P, w/h]
    Value near = ops.matMul(suffix.query(), ops.transposeLast(suffix.key()));
    Value far = ops.matMul(flat(suffix.query()), ops.transposeLast(flatPrefix(prefix.key())));
    Value farGrid = ops.reshape(far, near.shape().with(-1, extents.prefixRows()));
    List<Value> weights = weights(ops, farGrid, near, masks.suffix());
    Value fromPrefix = ops.matMul(flat(weights.get(0)), flatPrefix(prefix.value()));
    Value fromSuffix = ops.matMul(weights.get(1), suffix.value());
    return ops.add(ops.reshape(fromPrefix, fromSuffix.shape()), fromSuffix);
  }

  /** One softmax over both parts, cut again; the mask is for both. */
  static List<Value> weights(Ops ops, Value far, Value near, Value mask) {
    Value weights = ops.softmax(ops.add(PromptMasks.joined(ops, far, near), mask));
    return ops.split(weights, far.shape().rank() - 1, far.shape().dim(-1), near.shape().dim(-1));
  }

  private Value flat(Value grid) { // [h, C, S, x] to [h, C*S, x]
    return ops.reshape(grid, Shape.of(extents.heads(), "C*S", grid.shape().dim(-1)));
  }

  private Value flatPrefix(Value grid) { // [h, G, P, w/h] to [h, G*P, w/h]
    return ops.reshape(grid, Shape.of(extents.heads(), extents.prefixRows(), grid.shape().dim(-1)));
  }
}
