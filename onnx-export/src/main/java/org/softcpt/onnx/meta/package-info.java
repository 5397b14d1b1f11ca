/**
 * A trained meta network as an ONNX graph: what a bundle needs, besides the text encoder and the
 * tokenizer, to answer tasks that were never trained.
 *
 * <p>Start at {@link org.softcpt.onnx.meta.MetaNetworkGraph}. Shapes are written {@code [T, D]}:
 * tasks, width of the text features; w is the width of a token.
 */
@NullMarked
package org.softcpt.onnx.meta;

import org.jspecify.annotations.NullMarked;
