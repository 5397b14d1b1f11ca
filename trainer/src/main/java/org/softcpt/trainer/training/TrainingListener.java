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
   * Something the user may want to know, e.g. a class with fewer images than shots.
   *
   * @param message one line
   */
  default void notice(String message) {}
}
