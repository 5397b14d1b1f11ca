package org.softcpt.onnx.clip;

import org.softcpt.onnx.graph.Dim;
import org.softcpt.onnx.graph.GraphBuilder;
import org.softcpt.onnx.graph.Ops;
import org.softcpt.onnx.graph.Shape;
import org.softcpt.onnx.graph.Value;

/**
 * What is added to attention scores so that a query sees only its own past: zero, or a number so
 * low that its exponential is zero. Every query sees at least itself, so no row is empty.
 *
 * @param prefix within a prefix [P, P]
 * @param suffix from a suffix to the prefixes of all groups, then to its own places [C, S, G·P +
 *     S]; pads come last, so causality hides them from all real queries
 * @param eot the same from a prompt's EOT [C, 1, G·P + S]; hides pads
 */
record PromptMasks(Value prefix, Value suffix, Value eot) {

  /** exp(x - 1e9) is exactly zero in single and double precision for any score x that occurs. */
  private static final double HIDDEN = -1e9;

  static PromptMasks build(Ops ops, PromptInputs in, Dim prefixLength, Dim prefixRows) {
    ops.builder().scope("masks/");
    Dim prompts = in.rows().shape().dim(0);
    Dim width = in.rows().shape().dim(1);
    Value group = group(ops, in, prefixLength, prefixRows);
    Value toPrefixes = ops.expand(group, Shape.of(prompts, width, prefixRows));
    Value toOwn = ops.expand(causal(ops, width), Shape.of(prompts, width, width));
    return new PromptMasks(
        causal(ops, prefixLength),
        joined(ops, toPrefixes, toOwn),
        joined(ops, group, eot(ops, in)));
  }

  /** Along the last axis: what is seen of the prefixes, then of the suffix. */
  static Value joined(Ops ops, Value far, Value near) {
    Dim seen = new Dim.Symbol(far.shape().dim(-1) + "+" + near.shape().dim(-1));
    return ops.concat(far.shape().rank() - 1, seen, far, near);
  }

  private static Value causal(Ops ops, Dim length) {
    Value places = ops.range(length);
    Value keys = ops.reshape(places, Shape.of(1, length));
    Value queries = ops.reshape(places, Shape.of(length, 1));
    return mask(ops, ops.lessOrEqual(keys, queries));
  }

  /** From a prompt to the prefixes of all groups [C, 1, G·P]. */
  private static Value group(Ops ops, PromptInputs in, Dim prefixLength, Dim prefixRows) {
    Dim groups = in.contexts().shape().dim(0);
    Value numbers = ops.reshape(ops.range(groups), Shape.of(groups, 1));
    Value perRow =
        ops.reshape(
            ops.expand(numbers, Shape.of(groups, prefixLength)), Shape.of(1, 1, prefixRows));
    Value own = ops.reshape(in.groups(), Shape.of(in.groups().shape().dim(0), 1, 1));
    return mask(ops, ops.equal(own, perRow));
  }

  /** From a prompt's EOT to the places of its suffix [C, 1, S]. */
  private static Value eot(Ops ops, PromptInputs in) {
    Dim prompts = in.rows().shape().dim(0);
    Dim width = in.rows().shape().dim(1);
    Value last = ops.gather(in.slots(), in.eot()); // prompt·S + offset
    Dim all = ops.reshape(in.rows(), Shape.of("C*S")).shape().dim(0);
    Value places = ops.range(all);
    Value grid = ops.reshape(places, Shape.of(prompts, 1, width));
    return mask(ops, ops.lessOrEqual(grid, ops.reshape(last, Shape.of(prompts, 1, 1))));
  }

  private static Value mask(Ops ops, Value visible) {
    GraphBuilder builder = ops.builder();
    return ops.where(visible, builder.real(0), builder.real(HIDDEN));
  }
}
