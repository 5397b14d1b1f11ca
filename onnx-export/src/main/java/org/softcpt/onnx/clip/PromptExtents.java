package org.softcpt.onnx.clip;

import java.util.ArrayList;
import java.util.List;
import org.softcpt.onnx.graph.Dim;
import org.softcpt.onnx.graph.Shape;

/**
 * The extents of a prompt graph: numbers where the model fixes them, symbols where the run does.
 *
 * @param groups G
 * @param prefixLength P
 * @param prefixRows G·P
 * @param tokens N
 * @param allRows G·P + N
 * @param prompts C
 * @param width S, longest suffix
 * @param modelWidth w
 * @param heads h
 */
record PromptExtents(
    Dim groups,
    Dim prefixLength,
    Dim prefixRows,
    Dim tokens,
    Dim allRows,
    Dim prompts,
    Dim width,
    long modelWidth,
    long heads) {

  static PromptExtents of(PromptInputs in, long modelWidth, long heads) {
    return new PromptExtents(
        in.contexts().shape().dim(0),
        new Dim.Symbol("P"),
        new Dim.Symbol("G*P"),
        in.tokens().shape().dim(0),
        new Dim.Symbol("G*P+N"),
        in.rows().shape().dim(0),
        in.rows().shape().dim(1),
        modelWidth,
        heads);
  }

  /** w/h. */
  long headWidth() {
    return modelWidth / heads;
  }

  /** [leading…, parts, h, w/h]: stacked projections cut into heads. */
  Shape byHead(long parts, Dim... leading) {
    List<Object> dims = new ArrayList<>(List.of(leading));
    dims.addAll(List.of(parts, heads, modelWidth / heads));
    return Shape.of(dims.toArray());
  }

  /** [leading, h, w/h]. */
  Shape byHead(Dim leading) {
    return Shape.of(leading, heads, modelWidth / heads);
  }
}
