package org.softcpt.trainer.experiment;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.softcpt.trainer.training.TrainingListener;
import org.softcpt.trainer.training.TrainingProgress;

/** Adds up the work of all runs. Safe for concurrent use. */
final class ExperimentProgress {

  private final ExperimentListener listener;
  private final Map<String, Long> costs; // by digest
  private final Map<String, Double> parts = new HashMap<>(); // done of each run, from 0 to 1
  private final Set<String> notices = new HashSet<>();
  private double earlier;

  /**
   * Begins with nothing done.
   *
   * @param costs work of each run, by digest
   */
  ExperimentProgress(ExperimentListener listener, Map<String, Long> costs) {
    this.listener = listener;
    this.costs = costs;
  }

  /** A run was finished before. */
  synchronized void foundFinished(PlannedRun run) {
    earlier += costs.get(run.digest());
    parts.put(run.digest(), 1.0);
  }

  synchronized void finished(PlannedRun run) {
    tell(run, 1, run.toString());
  }

  TrainingListener of(PlannedRun run) {
    return new RunListener(run);
  }

  /** Hears one run. */
  private final class RunListener implements TrainingListener {

    private final PlannedRun run;
    private boolean begun;

    RunListener(PlannedRun run) {
      this.run = run;
    }

    @Override
    public void stepDone(TrainingProgress progress) {
      double part = (double) progress.step() / progress.steps();
      String remark = "%s: epoch %d/%d".formatted(run, progress.epoch(), progress.epochs());
      resumed(progress);
      tell(run, part, remark);
    }

    /** What an interrupted run had done is no work of this process. */
    private void resumed(TrainingProgress progress) {
      if (!begun) {
        begun = true;
        addEarlier(run, progress.step() - progress.stepsHere(), progress.steps());
      }
    }

    @Override
    public void notice(String message) {
      say(message);
    }
  }

  private synchronized void addEarlier(PlannedRun run, int steps, int of) {
    earlier += costs.get(run.digest()) * (double) steps / of;
  }

  private synchronized void tell(PlannedRun run, double part, String remark) {
    parts.put(run.digest(), part);
    double done = 0;
    for (Map.Entry<String, Double> each : parts.entrySet()) {
      done += each.getValue() * costs.get(each.getKey());
    }
    long total = costs.values().stream().mapToLong(Long::longValue).sum();
    listener.progress(Math.round(done), total, Math.round(earlier), remark);
  }

  synchronized void say(String message) {
    if (notices.add(message)) {
      listener.notice(message);
    }
  }
}
