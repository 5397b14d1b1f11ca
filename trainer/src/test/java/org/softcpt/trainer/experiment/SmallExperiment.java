package org.softcpt.trainer.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.softcpt.trainer.evaluation.MainLine;

/** Experiments over the small main line; also the child process of tests that kill one. */
final class SmallExperiment {

  static final String PLAN =
      """
      name: small
      model: model
      cache: cache
      methods:
        - softcpt-nata
        - {method: softcpt-nata, label: longer, task_context_length: 6}
      shots: [1, 2]
      seeds: [1, 2]
      settings: {epochs: 3, batch: 3, context_length: 4}
      """;

  private SmallExperiment() {}

  static ExperimentResults run(MainLine line, String yaml, Path out, ExperimentListener listener)
      throws IOException {
    Path file = line.root().resolve(out.getFileName() + ".yaml");
    Files.writeString(file, yaml);
    return Experiment.run(
        new ExperimentRequest(
            ExperimentPlan.read(file, GivenPaths.none(out)), out, MainLine.SESSION),
        listener);
  }

  /** Arguments: the main line's root, the experiment's folder. Prints a line per step, slowly. */
  public static void main(String[] arguments) throws IOException {
    run(
        new MainLine(Path.of(arguments[0])),
        PLAN + "parallel: 2\n",
        Path.of(arguments[1]),
        (done, total, earlier, remark) -> {
          System.out.println(done + " of " + total);
          try {
            Thread.sleep(100);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }
}
