package org.softcpt.trainer.experiment;

/** Hears how an experiment goes. Called by several threads. */
public interface ExperimentListener {

  /** Hears nothing. */
  ExperimentListener SILENT = (done, total, earlier, remark) -> {};

  /**
   * Some work is done.
   *
   * @param done work of all runs until now, in about equal pieces
   * @param total work of all runs
   * @param earlier work that was done before this call of {@link Experiment#run}
   * @param remark what is being done
   */
  void progress(long done, long total, long earlier, String remark);

  /**
   * Something the user may want to know.
   *
   * @param message one line; no line comes twice
   */
  default void notice(String message) {}
}
