package org.softcpt.trainer.evaluation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.trainer.task.ClassDefinition;
import org.softcpt.trainer.task.TaskDefinition;
import org.softcpt.trainer.task.TaskSet;
import org.softcpt.trainer.training.RunManifest;

/** Compares the tasks that a run learned with those it is tested on. */
final class SameClasses {

  private SameClasses() {}

  /** Whether ids of tasks and names of classes are the same, in the same order. */
  static boolean in(TaskSet tested, TaskSet trained) {
    return names(tested).equals(names(trained));
  }

  /** Whether every trained task is among the tested ones, with all its classes. */
  static boolean among(TaskSet tested, TaskSet trained) {
    Set<List<Object>> there = new HashSet<>(classes(tested));
    return there.containsAll(classes(trained));
  }

  static InvalidInputException refusal(RunManifest run, TaskSet tested) {
    return new InvalidInputException(
        "cache: its tasks and classes are not those of the run: expected %s, found %s; %s cannot answer others than it was trained on"
            .formatted(ids(run.tasks()), ids(tested), run.settings().method()));
  }

  private static List<List<Object>> classes(TaskSet tasks) {
    List<List<Object>> classes = new ArrayList<>();
    for (TaskDefinition task : tasks.tasks()) {
      task.classes().forEach(each -> classes.add(List.of(task.id(), task.name(), each)));
    }
    return classes;
  }

  private static List<String> names(TaskSet tasks) {
    List<String> names = new ArrayList<>();
    for (TaskDefinition task : tasks.tasks()) {
      names.add(task.id());
      task.classes().stream().map(ClassDefinition::name).forEach(names::add);
    }
    return names;
  }

  private static List<String> ids(TaskSet tasks) {
    return tasks.tasks().stream()
        .map(task -> "%s (%d classes)".formatted(task.id(), task.classes().size()))
        .toList();
  }
}
