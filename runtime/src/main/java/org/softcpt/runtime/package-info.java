/**
 * Inference: ONNX Runtime sessions on CPU or CUDA, CLIP's encoders, and the classifier over a
 * bundle.
 *
 * <p>Start at {@link org.softcpt.runtime.GraphSession} to run a graph. Arrays are row-major {@code
 * float[]}; shapes are written {@code [B, D]}: batch, width. Whatever holds native memory is {@link
 * AutoCloseable} and used in try-with-resources; all types but {@link org.softcpt.runtime.Inputs}
 * and {@link org.softcpt.runtime.Outputs} may be used by several threads at once.
 *
 * <p>Bad files and devices are {@link org.softcpt.models.io.InvalidInputException}, wrong shapes
 * {@link IllegalArgumentException}, use after close {@link IllegalStateException}, failures of the
 * native library {@link org.softcpt.runtime.InferenceException}.
 */
@NullMarked
package org.softcpt.runtime;

import org.jspecify.annotations.NullMarked;
