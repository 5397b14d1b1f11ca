package org.softcpt.trainer.evaluation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.tensor.FloatTensor;
import org.softcpt.trainer.method.MethodEntry;
import org.softcpt.trainer.method.NamedContext;
import org.softcpt.trainer.training.Methods;
import org.softcpt.trainer.training.RunFolder;
import org.softcpt.trainer.training.RunManifest;
import org.softcpt.trainer.training.Workbench;

/**
 * What a finished run's prompts consist of, apart from names.
 *
 * @param contexts learned ones, then written ones; at least one
 * @param taskFeatures {@code [T, D]}, not normalised; empty if the method has none
 */
public record RunContexts(List<NamedContext> contexts, Optional<FloatTensor> taskFeatures) {

  /** Copies the list. */
  public RunContexts {
    contexts = List.copyOf(contexts);
  }

  /**
   * Reads a run's parameters and lets a sub-network, if there is one, write its contexts.
   *
   * @param run the run's folder
   * @param manifest its settings
   * @param bench holds the model it was trained with
   * @return the contexts
   * @throws InvalidInputException if the run is not finished, the model is another one, or the
   *     method has no contexts
   * @throws IOException if reading fails
   */
  public static RunContexts read(Path run, RunManifest manifest, Workbench bench)
      throws IOException {
    RunFolder folder = new RunFolder(run);
    String name = manifest.settings().method();
    if (!(Methods.named(name) instanceof MethodEntry)) {
      throw noContexts(run, name);
    }
    Evaluation.requireFinished(folder);
    Evaluation.requireModel(bench, manifest);
    try (TrainedMethod trained = TrainedMethod.open(folder, manifest, bench)) {
      if (trained.contexts().isEmpty()) {
        throw noContexts(run, name);
      }
      return new RunContexts(trained.contexts(), trained.taskFeatures());
    }
  }

  private static InvalidInputException noContexts(Path run, String method) {
    return new InvalidInputException(
        "%s: method %s learns no contexts, so there is nothing to explain".formatted(run, method));
  }
}
