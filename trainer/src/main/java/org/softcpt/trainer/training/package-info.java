/**
 * Training runs: settings, the loop, checkpoints, and what a run leaves in its folder.
 *
 * <p>Start at {@link org.softcpt.trainer.training.Training}, then {@link
 * org.softcpt.trainer.training.TrainingConfig} for what can be set, {@link
 * org.softcpt.trainer.training.MomentumSgd} and {@link org.softcpt.trainer.method.Schedule} for the
 * published recipe. Epochs and steps count from 0 in code, from 1 in files and messages.
 *
 * <p>A run is a function of its settings, the model and the cache: starting values, order of images
 * and views are derived from the seed, so resuming needs only parameters, velocities and the step.
 */
@NullMarked
package org.softcpt.trainer.training;

import org.jspecify.annotations.NullMarked;
