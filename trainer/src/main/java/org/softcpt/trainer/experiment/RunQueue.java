package org.softcpt.trainer.experiment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.softcpt.models.io.InvalidInputException;

/**
 * Works off runs, several at once.
 *
 * @param execution trains and tests one
 * @param collector takes what came of it
 * @param progress adds up the work
 * @param admission lets a run begin
 */
record RunQueue(
    RunExecution execution,
    ResultCollector collector,
    ExperimentProgress progress,
    Admission admission) {

  /**
   * Works until nothing is left.
   *
   * @param workers most runs at once
   * @throws IOException if the results cannot be written
   */
  void work(List<PlannedRun> runs, int workers) throws IOException {
    List<PlannedRun> left = readFinished(runs);
    ExecutorService pool = Executors.newFixedThreadPool(workers);
    try {
      List<Callable<Void>> tasks = new ArrayList<>();
      left.forEach(run -> tasks.add(() -> admitted(run)));
      for (Future<Void> each : pool.invokeAll(tasks)) {
        each.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }

  private List<PlannedRun> readFinished(List<PlannedRun> runs) throws IOException {
    List<PlannedRun> finished = new ArrayList<>();
    List<PlannedRun> left = new ArrayList<>();
    for (PlannedRun run : runs) {
      (execution.isFinished(run) ? finished : left).add(run);
    }
    finished.forEach(progress::foundFinished);
    for (PlannedRun run : finished) {
      attempt(run);
    }
    return left;
  }

  private Void admitted(PlannedRun run) throws IOException, InterruptedException {
    admission.enter();
    boolean trained = false;
    try {
      trained = attempt(run);
    } finally {
      admission.leave(trained);
    }
    return null;
  }

  /**
   * What goes wrong in one run is kept for its row; only our own files' failures are thrown.
   *
   * @return whether the run was trained to its end here, so that it showed what a run needs
   */
  private boolean attempt(PlannedRun run) throws IOException {
    RunExecution.Outcome outcome;
    try {
      outcome = execution.execute(run, progress.of(run));
    } catch (IOException | RuntimeException e) {
      Exception failure = e instanceof UncheckedIOException io ? io.getCause() : e;
      String message = String.valueOf(failure.getMessage());
      progress.say("failed: " + run + ": " + message);
      collector.fail(run, message, failure instanceof InvalidInputException);
      return false;
    }
    collector.add(run, outcome);
    progress.finished(run);
    return outcome.trained();
  }

  private static IOException failure(Throwable cause) {
    if (cause instanceof Error error) { // out of memory: nothing can go on
      throw error;
    }
    return cause instanceof IOException io ? io : new IOException(cause);
  }
}
