package org.softcpt.trainer.training;

/**
 * How a call of {@link Training#run} ended: with a trained run.
 *
 * @param folder the run
 * @param config its settings
 * @param stepsHere steps this call did; 0 if the run was finished before
 */
public record TrainingOutcome(RunFolder folder, TrainingConfig config, int stepsHere) {

  /**
   * Whether there was nothing left to do.
   *
   * @return true if an earlier call had done all steps
   */
  public boolean wasFinished() {
    return stepsHere == 0;
  }
}
