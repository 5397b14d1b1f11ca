/**
 * Image features, computed once by the frozen image encoder and kept on disk.
 *
 * <p>Start at {@link FeatureTable}, what training reads; {@link FeatureCache} is the one on disk,
 * made by {@link FeatureCacheBuilder} shard by shard. Shapes: T tasks, D the width of a feature.
 * View 0 of an image is the test-time crop; views 1..N of a training image are augmented. Features
 * are the encoder's output, not normalised.
 */
@NullMarked
package org.softcpt.trainer.cache;

import org.jspecify.annotations.NullMarked;
