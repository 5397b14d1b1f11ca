package org.softcpt.trainer.training;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.io.Json;
import org.softcpt.models.tensor.FloatTensor;
import org.softcpt.trainer.cache.FeatureTable;
import org.softcpt.trainer.feature.FeatureMethodEntry;
import org.softcpt.trainer.feature.Fit;
import org.softcpt.trainer.method.Parameter;
import org.softcpt.trainer.task.TaskDefinition;

/**
 * A run of a method that is fit on cached features, task by task. It takes seconds, so one that was
 * interrupted begins anew.
 *
 * @param start the run
 * @param table the features
 * @param method what is fit
 * @param problems makes each task's problem
 */
record FeatureRun(
    RunStart start, FeatureTable table, FeatureMethodEntry method, FeatureProblems problems) {

  TrainingOutcome fit(TrainingListener listener) throws IOException {
    List<TaskDefinition> tasks = table.tasks().tasks();
    List<Parameter> learned = new ArrayList<>();
    Map<String, Object> chosen = new LinkedHashMap<>();
    List<List<Fit.Step>> steps = new ArrayList<>(); // by task
    long begin = System.nanoTime();
    for (int task = 0; task < tasks.size(); task++) {
      String id = tasks.get(task).id();
      Fit fit = method.method().fit(problems.of(task, listener));
      requireFinite(id, fit);
      steps.add(fit.steps());
      fit.tensors()
          .forEach(
              (name, tensor) ->
                  learned.add(Parameter.of(id + "/" + name, tensor.shape(), tensor.values())));
      chosen.put(id, fit.chosen());
      listener.taskFitted(task + 1, tasks.size(), (System.nanoTime() - begin) / 1e9);
    }
    Json.write(start.folder().fit(), chosen);
    writeLosses(steps);
    ParameterFile.write(start.folder().parameters(), learned, start.manifest().digest());
    return new TrainingOutcome(start.folder(), start.manifest().settings(), tasks.size());
  }

  /** Epochs and steps of one task after another's, counted on; no file if there are none. */
  private void writeLosses(List<List<Fit.Step>> tasks) throws IOException {
    if (tasks.stream().allMatch(List::isEmpty)) {
      return;
    }
    try (CsvLog losses = CsvLog.open(start.folder().losses(), Trainer.HEADER, 0)) {
      int epochs = 0;
      int number = 0;
      for (List<Fit.Step> steps : tasks) {
        for (Fit.Step step : steps) {
          losses.append(
              "%d,%d,%s,%s"
                  .formatted(
                      epochs + step.epoch(), ++number, (float) step.loss(), step.learningRate()));
        }
        epochs += steps.isEmpty() ? 0 : steps.get(steps.size() - 1).epoch();
      }
    }
  }

  private void requireFinite(String task, Fit fit) throws InvalidInputException {
    for (Map.Entry<String, FloatTensor> tensor : fit.tensors().entrySet()) {
      for (float value : tensor.getValue().values()) {
        if (!Float.isFinite(value)) {
          throw new InvalidInputException(
              "task '%s': %s: '%s' has a number that is not finite; a smaller learning rate may help"
                  .formatted(task, method.name(), tensor.getKey()));
        }
      }
    }
  }
}
