package org.softcpt.trainer.feature;

import java.util.ArrayList;
import java.util.List;
import org.softcpt.trainer.method.MethodOption;
import org.softcpt.trainer.method.MethodOptions;
import org.softcpt.trainer.task.TaskDefinition;
import org.softcpt.trainer.task.TaskSet;

/** Which hand-written prompts zero-shot features are made of. */
final class Templates {

  private static final String TASK = "task";
  private static final String CLIP = "clip-7";
  private static final String BOTH = "task-and-clip-7";

  static final MethodOption OPTION =
      MethodOption.choice(
          "templates",
          List.of(TASK, CLIP, BOTH),
          "prompts of the text features: the task's, CLIP's ensemble of seven, or all of them");

  /** The subset of eighty templates that CLIP's authors found best on ImageNet. */
  private static final List<String> SEVEN =
      List.of(
          "itap of a {}.",
          "a bad photo of the {}.",
          "a origami {}.",
          "a photo of the large {}.",
          "a {} in a video game.",
          "art of the {}.",
          "a photo of the small {}.");

  private Templates() {}

  /** A method's own options, and this one. */
  static List<MethodOption> after(List<MethodOption> options) {
    List<MethodOption> all = new ArrayList<>(options);
    all.add(OPTION);
    return all;
  }

  static TaskSet applied(TaskSet tasks, MethodOptions options) {
    String choice = options.text(OPTION.name());
    if (choice.equals(TASK)) {
      return tasks;
    }
    return new TaskSet(tasks.tasks().stream().map(task -> with(task, choice)).toList());
  }

  private static TaskDefinition with(TaskDefinition task, String choice) {
    List<String> templates = new ArrayList<>(choice.equals(BOTH) ? task.templates() : List.of());
    templates.addAll(SEVEN);
    return new TaskDefinition(task.id(), task.name(), task.classes(), templates, task.metric());
  }
}
