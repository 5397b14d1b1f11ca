package org.softcpt.trainer.training;

/** Hears how training goes. */
public interface TrainingListener {

  /** Hears nothing. */
  TrainingListener SILENT = progress -> {};

  /**
   * A step is done, and so is its checkpoint, if it had one.
   *
   * @param progress how far the run is
   */
  void stepDone(TrainingProgress progress);

  /**
   * A method that is fit on features is done with a task; it has no steps.
   *
   * @param tasks done so far
   * @param all how many there are
   * @param seconds since the first one began
   */
  default void taskFitted(int tasks, int all, double seconds) {}

  /**
   * Something the user may want to know, e.g. a class with fewer images than shots.
   *
   * @param message one line
   */
  default void notice(String message) {}
}
