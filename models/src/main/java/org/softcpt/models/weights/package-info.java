/**
 * CLIP weights: found, checked once, handed on by Hugging Face's names.
 *
 * <p>Start at {@link ClipWeights}. {@link ClipWeightFiles} opens files and folders of every layout;
 * {@link RandomClip} makes weights up, in any architecture, for tests and benchmarks. {@link
 * ClipTensors} says which tensors an architecture has. A layout that is new is a row in {@link
 * ClipWeightFiles} if its folder is, and a value of the enum {@code Naming} if its names are.
 *
 * <p>Nothing is ignored in silence: a setting or tensor that is neither used nor known to have no
 * influence on features is refused by name.
 */
@NullMarked
package org.softcpt.models.weights;

import org.jspecify.annotations.NullMarked;
