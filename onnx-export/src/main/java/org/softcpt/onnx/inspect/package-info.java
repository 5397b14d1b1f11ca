/**
 * Reads what an ONNX file says about itself, without running it.
 *
 * <p>Start at {@link org.softcpt.onnx.inspect.GraphSummary}. Works for any ONNX file, not only for
 * those that this project wrote; weights are counted, never loaded from other files.
 */
@NullMarked
package org.softcpt.onnx.inspect;

import org.jspecify.annotations.NullMarked;
