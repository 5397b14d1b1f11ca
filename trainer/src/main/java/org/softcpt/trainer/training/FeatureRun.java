package org.softcpt.trainer.training;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.softcpt.models.io.Json;
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
    long begin = System.nanoTime();
    for (int task = 0; task < tasks.size(); task++) {
      String id = tasks.get(task).id();
      Fit fit = method.method().fit(problems.of(task, listener));
      fit.tensors()
          .forEach(
              (name, tensor) ->
                  learned.add(Parameter.of(id + "/" + name, tensor.shape(), tensor.values())));
      chosen.put(id, fit.chosen());
      listener.taskFitted(task + 1, tasks.size(), (System.nanoTime() - begin) / 1e9);
    }
    Json.write(start.folder().fit(), chosen);
    ParameterFile.write(start.folder().parameters(), learned, start.manifest().digest());
    return new TrainingOutcome(start.folder(), start.manifest().settings(), tasks.size());
  }
}
