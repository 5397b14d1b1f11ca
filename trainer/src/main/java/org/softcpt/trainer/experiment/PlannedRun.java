package org.softcpt.trainer.experiment;

import org.softcpt.trainer.training.TrainingConfig;

/**
 * One run of an experiment.
 *
 * @param method what the tables call it, and its settings
 * @param config all settings
 * @param digest of the run, 64 hexadecimal digits
 */
record PlannedRun(PlannedMethod method, TrainingConfig config, String digest) {

  private static final int DIGITS = 16;

  /** The run's folder inside the experiment. */
  String folder() {
    return "runs/" + digest.substring(0, DIGITS);
  }

  @Override
  public String toString() {
    return "%s, %d shots, seed %d".formatted(method.label(), config.shots(), config.seed());
  }
}
