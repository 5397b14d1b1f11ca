package org.softcpt.onnx.graph;

/**
 * Slices of a tensor's first axis put to other places, and the way back: picked by {@link
 * Ops#gather(Value, Rearrangement)}, whose gradient then is a gather too, with nothing to add up.
 *
 * <p>A slice may be at several places (pads repeat one). The gradient of {@code inverse}'s place is
 * taken and that of the others is dropped, so nothing may depend on what is at the others.
 *
 * @param indices the slice at each of K places, int64 from 0 to n - 1, any shape
 * @param inverse the place of each slice, int64 [n], counted over the flattened indices; K for a
 *     slice without a place
 * @param complete whether every slice has a place: no K in the inverse
 */
public record Rearrangement(Value indices, Value inverse, boolean complete) {}
