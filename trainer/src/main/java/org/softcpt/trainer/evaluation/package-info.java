/**
 * What a trained run is worth, and the bundle that puts it to use.
 *
 * <p>Start at {@link org.softcpt.trainer.evaluation.Evaluation}. Accuracies are shares from 0 to 1;
 * a benchmark's figure is the unweighted mean over its tasks.
 */
@NullMarked
package org.softcpt.trainer.evaluation;

import org.jspecify.annotations.NullMarked;
