package org.softcpt.trainer.evaluation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.tensor.FloatTensor;
import org.softcpt.runtime.SessionOptions;
import org.softcpt.trainer.method.Classifier;
import org.softcpt.trainer.task.ClassDefinition;
import org.softcpt.trainer.task.Metric;
import org.softcpt.trainer.task.TaskDefinition;
import org.softcpt.trainer.task.TaskSet;
import org.softcpt.trainer.training.RunFolder;
import org.softcpt.trainer.training.RunManifest;
import org.softcpt.trainer.training.Workbench;

/**
 * A task that a run was not trained on, by names alone.
 *
 * @param name the task's name, e.g. {@code flower classification}
 * @param classes class names
 */
public record NewTask(String name, List<String> classes) {

  /** Copies the names. */
  public NewTask {
    classes = List.copyOf(classes);
  }

  /**
   * Writes the text features of its classes with what a run learned.
   *
   * @param run the folder of a finished run
   * @param model the model folder, if it is no longer where the run found it
   * @param session where and with how many threads the text graphs run
   * @return {@code [C, D]}, any norm
   * @throws InvalidInputException if the run's method cannot, the names are no task, or a name is
   *     too long; the message says why
   * @throws IOException if reading fails
   */
  public FloatTensor textFeatures(Path run, Optional<Path> model, SessionOptions session)
      throws IOException {
    RunFolder folder = new RunFolder(run);
    RunManifest manifest = RunManifest.read(folder);
    Evaluation.requireFinished(folder);
    Path path = model.orElse(Path.of(manifest.model().path()));
    try (Workbench bench = Workbench.open(path, session)) {
      Evaluation.requireModel(bench, manifest);
      try (TrainedMethod trained = TrainedMethod.open(folder, manifest, bench);
          Classifier classifier = trained.classifier(tasks())) {
        float[] features =
            classifier
                .textFeatures()
                .orElseThrow(
                    () ->
                        new InvalidInputException(
                            "%s: %s has no text features"
                                .formatted(run, manifest.settings().method())));
        return FloatTensor.of(features, classes.size(), features.length / classes.size());
      }
    }
  }

  private TaskSet tasks() throws InvalidInputException {
    try {
      List<ClassDefinition> definitions =
          classes.stream().map(each -> new ClassDefinition(each, each)).toList();
      List<String> templates = List.of(TaskDefinition.DEFAULT_TEMPLATE);
      return new TaskSet(
          List.of(new TaskDefinition(name, name, definitions, templates, Metric.OVERALL_ACC)));
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException(e.getMessage(), e);
    }
  }
}
