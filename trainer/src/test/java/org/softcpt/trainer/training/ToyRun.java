package org.softcpt.trainer.training;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.softcpt.trainer.method.ToyProblem;
import org.softcpt.trainer.training.RunManifest.Origin;

/**
 * Trains the toy problem. As a program of its own, it is what a test kills: arguments are the run
 * folder and the milliseconds to wait after each step.
 */
final class ToyRun {

  static final Map<String, String> SETTINGS =
      Map.of(
          "shots", "4",
          "epochs", "4",
          "batch", "8",
          "learning_rate", "0.5",
          "context_length", "3",
          "task_context_length", "2");

  private ToyRun() {}

  public static void main(String[] arguments) throws IOException {
    long pause = Long.parseLong(arguments[1]);
    TrainingListener slow =
        progress -> {
          System.out.println(progress.step());
          sleep(pause);
        };
    run(Path.of(arguments[0]), SETTINGS, true, slow, Duration.ZERO);
  }

  static TrainingOutcome run(Path folder) throws IOException {
    return run(folder, SETTINGS, false, TrainingListener.SILENT, Trainer.CHECKPOINT_INTERVAL);
  }

  static TrainingOutcome run(
      Path folder,
      Map<String, String> settings,
      boolean resume,
      TrainingListener listener,
      Duration checkpointInterval)
      throws IOException {
    Origin model = new Origin("model", "a".repeat(64));
    Origin cache = new Origin("cache", "b".repeat(64));
    RunSources sources = new RunSources(model, cache, ToyProblem.tasks());
    RunStart start = RunStart.prepare(new RunFolder(folder), settings, resume, sources);
    return new TrainingRun(
            start,
            ToyProblem.table(3),
            ToyProblem.segments(),
            ToyProblem.vocabulary(),
            3,
            checkpointInterval)
        .train(listener);
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
