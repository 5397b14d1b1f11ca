/**
 * CLIP weights: found, checked once, handed on by Hugging Face's names.
 *
 * <p>Start at {@link ClipWeights}. {@link HuggingFaceClip} reads a folder; {@link RandomClip} makes
 * weights up, in any architecture, for tests and benchmarks. {@link ClipTensors} says which tensors
 * an architecture has. A layout that is new (OpenCLIP's, OpenAI's) is one more implementation of
 * {@link ClipWeights} that renames.
 */
@NullMarked
package org.softcpt.models.weights;

import org.jspecify.annotations.NullMarked;
