package org.softcpt.trainer.training;

import java.io.IOException;
import org.softcpt.models.io.InvalidInputException;

/** The way in: trains a method on cached features and leaves a run folder. */
public final class Training {

  private Training() {}

  /**
   * Trains, or goes on with an interrupted run. A checkpoint is written at every end of epoch and
   * at least every minute; a run that was killed and resumed ends with exactly the parameters of an
   * uninterrupted one.
   *
   * @param request what to train
   * @param listener hears of every step
   * @return the trained run
   * @throws InvalidInputException if something of the user's is wrong: model, cache, settings, a
   *     run folder in use, a loss that is no longer finite
   * @throws IOException if reading or writing fails
   */
  public static TrainingOutcome run(TrainingRequest request, TrainingListener listener)
      throws IOException {
    throw new UnsupportedOperationException("waits for the feature cache: " + request + listener);
  }
}
