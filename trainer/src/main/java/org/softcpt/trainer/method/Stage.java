package org.softcpt.trainer.method;

import java.util.ArrayList;
import java.util.List;
import org.softcpt.trainer.task.TaskDefinition;
import org.softcpt.trainer.task.TaskSet;

/**
 * Tasks that are trained together: all of them, or, where a method trains each task on its own, one
 * after another.
 *
 * @param prefix put before the names of parameters in files; empty if there is one stage only
 * @param tasks of this stage
 */
public record Stage(String prefix, TaskSet tasks) {

  /**
   * The stages of a run.
   *
   * @param method how it trains
   * @param tasks what it trains on
   * @return in the order of the tasks
   */
  public static List<Stage> of(MethodEntry method, TaskSet tasks) {
    if (!method.separate()) {
      return List.of(new Stage("", tasks));
    }
    List<Stage> stages = new ArrayList<>();
    for (TaskDefinition task : tasks.tasks()) {
      stages.add(new Stage(task.id() + "/", new TaskSet(List.of(task))));
    }
    return List.copyOf(stages);
  }

  /**
   * A stage's parameters and constants under their names in files.
   *
   * @param method of this stage
   * @return views of the method's own arrays
   */
  public List<Parameter> stored(PromptMethod method) {
    List<Parameter> all = new ArrayList<>(method.parameters());
    all.addAll(method.constants());
    return all.stream()
        .map(p -> new Parameter(prefix + p.name(), p.shape(), p.values(), p.gradient()))
        .toList();
  }
}
