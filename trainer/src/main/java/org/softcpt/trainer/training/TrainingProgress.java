package org.softcpt.trainer.training;

/**
 * How far a run is.
 *
 * @param epoch of the step just done, from 1
 * @param epochs in all
 * @param step just done, from 1, counted over the whole run
 * @param steps in all
 * @param loss of the step, before its update
 * @param learningRate of the step
 * @param seconds since this process began to train; resumed steps are not in it
 * @param stepsHere steps this process did
 */
public record TrainingProgress(
    int epoch,
    int epochs,
    int step,
    int steps,
    double loss,
    double learningRate,
    double seconds,
    int stepsHere) {

  /**
   * Guesses the time left from this process's mean time per step.
   *
   * @return seconds
   */
  public double secondsLeft() {
    return seconds / stepsHere * (steps - step);
  }
}
