/**
 * Methods × shots × seeds over one cache, as many runs at once as memory allows, and the figures
 * over seeds.
 *
 * <p>Start at {@link org.softcpt.trainer.experiment.Experiment}. A run is an ordinary run folder
 * named by its digest, so what is done once is not done again: not after a kill, and not by another
 * experiment file in the same folder. Accuracies are shares from 0 to 1.
 */
@NullMarked
package org.softcpt.trainer.experiment;

import org.jspecify.annotations.NullMarked;
