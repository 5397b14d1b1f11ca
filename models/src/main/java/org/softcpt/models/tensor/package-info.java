/**
 * Numbers with a shape, and where they come from.
 *
 * <p>Start at {@link FloatTensor}. Arrays are row-major; a shape lists extents, outermost first;
 * {@code []} is a scalar. {@link TensorSource} is the one way weights reach the exporter, whether
 * they lie in a file or are made at random.
 */
@NullMarked
package org.softcpt.models.tensor;

import org.jspecify.annotations.NullMarked;
