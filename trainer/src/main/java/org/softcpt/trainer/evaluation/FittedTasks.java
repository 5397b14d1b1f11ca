package org.softcpt.trainer.evaluation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.safetensors.SafetensorsFile;
import org.softcpt.models.tensor.FloatTensor;
import org.softcpt.trainer.feature.FeatureMethodEntry;
import org.softcpt.trainer.feature.StoredFit;
import org.softcpt.trainer.method.Classifier;
import org.softcpt.trainer.method.CosineClassifier;
import org.softcpt.trainer.method.StagedClassifier;
import org.softcpt.trainer.task.TaskDefinition;
import org.softcpt.trainer.task.TaskSet;
import org.softcpt.trainer.training.RunFolder;
import org.softcpt.trainer.training.RunManifest;
import org.softcpt.trainer.training.Workbench;

/**
 * The classifiers of a finished run whose method was fit on cached features.
 *
 * @param folder the run
 * @param manifest its settings and tasks
 * @param method what was fit
 * @param bench holds the model it was fit for
 */
record FittedTasks(
    RunFolder folder, RunManifest manifest, FeatureMethodEntry method, Workbench bench) {

  /**
   * A classifier of tasks the run has, with the run's classes; of any, if nothing was learned.
   *
   * @param width D
   * @throws InvalidInputException if the method cannot answer these, or a tensor is missing
   */
  Classifier classifier(TaskSet tested, int width) throws IOException {
    float scale = (float) Math.exp(bench.model().manifest().logitScale());
    boolean known = tested.tasks().stream().allMatch(task -> trained(task).isPresent());
    if (!known && method.method().answersNewTasks()) {
      TaskSet prompts = method.prompts(tested, manifest.settings().options());
      return new CosineClassifier(tested, bench.zeroShot(prompts), scale);
    }
    if (!known) {
      throw SameClasses.refusal(manifest, tested);
    }
    Path file = folder.parameters();
    List<Classifier> parts = new ArrayList<>();
    try (SafetensorsFile source = SafetensorsFile.open(file)) {
      for (TaskDefinition task : tested.tasks()) {
        TaskSet alone = new TaskSet(List.of(task));
        StoredFit stored = new StoredFit(tensors(source, task.id() + "/"), alone, width, scale);
        parts.add(method.method().classifier(stored));
      }
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException(file + ": " + e.getMessage(), e);
    }
    return new StagedClassifier(parts);
  }

  private Optional<TaskDefinition> trained(TaskDefinition task) {
    TaskSet alone = new TaskSet(List.of(task));
    return manifest.tasks().tasks().stream()
        .filter(each -> SameClasses.in(alone, new TaskSet(List.of(each))))
        .findFirst();
  }

  private static Map<String, FloatTensor> tensors(SafetensorsFile source, String prefix)
      throws IOException {
    Map<String, FloatTensor> tensors = new HashMap<>();
    for (String name : source.names()) {
      if (name.startsWith(prefix)) {
        tensors.put(
            name.substring(prefix.length()),
            new FloatTensor(source.shape(name), source.floats(name)));
      }
    }
    return tensors;
  }
}
