package org.softcpt.trainer.experiment;

import java.util.Optional;
import org.softcpt.runtime.Device;
import org.softcpt.runtime.SessionOptions;

/**
 * How many runs there are at once, and how many threads each has.
 *
 * @param count at least 1
 * @param threads of one run, at least 1; 0 is one per core
 */
record Workers(int count, int threads) {

  /**
   * Divides the cores. Runs side by side use them better than one run with all of them: a step of
   * one run has parts that are not parallel.
   *
   * @param asked the user's number of runs at once
   * @param session the user's number of threads, 0 if not given
   * @param runs that there are
   */
  static Workers of(Optional<Integer> asked, SessionOptions session, int runs) {
    int cores = Runtime.getRuntime().availableProcessors();
    boolean onCpu = session.device().kind() == Device.Kind.CPU; // a GPU's memory is not measured
    int count = asked.orElse(onCpu ? Math.max(1, Math.min(cores, runs)) : 1);
    if (session.threads() > 0) {
      return new Workers(count, session.threads());
    }
    return new Workers(count, count == 1 ? 0 : Math.max(1, cores / count));
  }

  /** The user's options with these threads; idle threads sleep where other runs want the cores. */
  SessionOptions session(SessionOptions asked) {
    SessionOptions options = new SessionOptions(asked.device(), threads);
    return count == 1 ? options : options.withoutSpinning();
  }
}
