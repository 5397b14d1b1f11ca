package org.softcpt.onnx.clip;

import java.util.List;
import java.util.Optional;
import org.softcpt.onnx.graph.ElementType;
import org.softcpt.onnx.graph.GraphBuilder;
import org.softcpt.onnx.graph.Shape;
import org.softcpt.onnx.graph.Value;

/**
 * What every prompt graph reads; {@code org.softcpt.models.prompt.PromptBatch} makes all but the
 * contexts.
 *
 * @param contexts learned vectors after SOS, per group [G, P-1, w]
 * @param tokens suffix token ids, prompt after prompt, int64 [N]
 * @param positions place of each token in its sequence, int64 [N]
 * @param rows packed row of each place of the padded grid, int64 [C, S]
 * @param slots place of each packed row in the flattened grid, int64 [N]
 * @param groups group of each prompt, int64 [C]
 * @param eot packed row of each prompt's EOT, int64 [C]
 * @param inner learned vectors in the suffixes; none where the name stands last
 */
record PromptInputs(
    Value contexts,
    Value tokens,
    Value positions,
    Value rows,
    Value slots,
    Value groups,
    Value eot,
    Optional<Inner> inner) {

  /**
   * Context vectors that stand in the suffixes.
   *
   * @param contexts one row per vector, group after group [K, w]
   * @param sources row of each suffix place in tokens (0 … N-1) and contexts (from N on), int64 [N]
   */
  record Inner(Value contexts, Value sources) {}

  /** All that is learned. */
  List<Value> learned() {
    return inner.map(each -> List.of(contexts, each.contexts())).orElse(List.of(contexts));
  }

  static PromptInputs declare(GraphBuilder builder, long width, ContextPlaces places) {
    Optional<Inner> inner =
        places == ContextPlaces.PREFIX ? Optional.empty() : Optional.of(inner(builder, width));
    return new PromptInputs(
        builder.input("contexts", builder.real(), Shape.of("G", "L", width)),
        builder.input("tokens", ElementType.INT64, Shape.of("N")),
        builder.input("positions", ElementType.INT64, Shape.of("N")),
        builder.input("rows", ElementType.INT64, Shape.of("C", "S")),
        builder.input("slots", ElementType.INT64, Shape.of("N")),
        builder.input("groups", ElementType.INT64, Shape.of("C")),
        builder.input("eot", ElementType.INT64, Shape.of("C")),
        inner);
  }

  private static Inner inner(GraphBuilder builder, long width) {
    return new Inner(
        builder.input("inner_contexts", builder.real(), Shape.of("K", width)),
        builder.input("sources", ElementType.INT64, Shape.of("N")));
  }
}
