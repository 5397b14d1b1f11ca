/**
 * Feature methods: classifiers fit on cached image features and zero-shot text features, each task
 * on its own, without a gradient through an encoder.
 *
 * <p>Start at {@link org.softcpt.trainer.feature.FeatureMethod}, then read {@link
 * org.softcpt.trainer.feature.TaskRes}, the shortest that learns by gradients. {@link
 * org.softcpt.trainer.feature.FeatureMethods} is the table of all.
 *
 * <p>Shapes: n images, C classes of the task, D the width of a feature. Arithmetic is in double
 * precision, files hold floats. Nothing depends on anything but the problem and its seed.
 */
@NullMarked
package org.softcpt.trainer.feature;

import org.jspecify.annotations.NullMarked;
