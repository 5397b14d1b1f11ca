package org.softcpt.trainer.task;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.softcpt.models.io.InvalidInputException;

/**
 * A part of some tasks, as users name it: {@code all}, {@code base-classes}, {@code new-classes},
 * {@code base-tasks}, {@code new-tasks}, {@code task:ID} or {@code not-task:ID}.
 *
 * @param part which rule
 * @param task the id that the rule is about; empty for the other rules
 * @see <a href="https://arxiv.org/abs/2208.13474">Ding et al., base to new classes and tasks</a>
 */
public record TaskSelection(Part part, String task) {

  /** Everything. */
  public static final TaskSelection ALL = new TaskSelection(Part.ALL, "");

  /** The rules. */
  public enum Part {
    /** Every task with all its classes. */
    ALL,
    /** Of every task the first ⌈C/2⌉ classes. */
    BASE_CLASSES,
    /** Of every task the classes after the first ⌈C/2⌉. */
    NEW_CLASSES,
    /** The first ⌈T/2⌉ tasks. */
    BASE_TASKS,
    /** The tasks after the first ⌈T/2⌉. */
    NEW_TASKS,
    /** One task. */
    TASK,
    /** All tasks but one. */
    NOT_TASK;

    /**
     * The word that users write.
     *
     * @return e.g. {@code base-classes}
     */
    public String key() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private boolean namesATask() {
      return this == TASK || this == NOT_TASK;
    }
  }

  /**
   * Checks that a task is named where one is needed.
   *
   * @throws IllegalArgumentException if it is named elsewhere, or not there
   */
  public TaskSelection {
    if (part.namesATask() == task.isBlank()) {
      throw new IllegalArgumentException("part '%s' of task '%s'".formatted(part.key(), task));
    }
  }

  /**
   * A rule that is about no single task.
   *
   * @param part the rule
   * @return the selection
   */
  public static TaskSelection of(Part part) {
    return new TaskSelection(part, "");
  }

  /**
   * Reads what a user wrote.
   *
   * @param text e.g. {@code base-classes} or {@code not-task:colours}
   * @return the selection
   * @throws InvalidInputException if it is none
   */
  public static TaskSelection parse(String text) throws InvalidInputException {
    int colon = text.indexOf(':');
    String key = colon < 0 ? text : text.substring(0, colon);
    String task = colon < 0 ? "" : text.substring(colon + 1);
    for (Part part : Part.values()) {
      if (part.key().equals(key) && part.namesATask() != task.isBlank()) {
        return new TaskSelection(part, task);
      }
    }
    String known =
        Arrays.stream(Part.values())
            .map(part -> part.key() + (part.namesATask() ? ":ID" : ""))
            .collect(Collectors.joining(", "));
    throw new InvalidInputException("part: expected one of %s, found '%s'".formatted(known, text));
  }

  /**
   * What a user would write.
   *
   * @return what {@link #parse} reads
   */
  public String text() {
    return part.key() + (part.namesATask() ? ":" + task : "");
  }

  /**
   * Selects.
   *
   * @param tasks all there are
   * @return the selected ones
   * @throws InvalidInputException if nothing is left, a half has a single class, or there is no
   *     task of the id; the message says which
   */
  public TaskSet of(TaskSet tasks) throws InvalidInputException {
    int half = (tasks.size() + 1) / 2;
    return switch (part) {
      case ALL -> tasks;
      case BASE_CLASSES, NEW_CLASSES -> halves(tasks);
      case BASE_TASKS -> range(tasks, 0, half);
      case NEW_TASKS -> range(tasks, half, tasks.size());
      case TASK -> tasks.subset(index(tasks));
      case NOT_TASK -> without(tasks, index(tasks));
    };
  }

  private TaskSet halves(TaskSet tasks) throws InvalidInputException {
    List<TaskDefinition> parts = new ArrayList<>();
    for (TaskDefinition each : tasks.tasks()) {
      int classes = each.classes().size();
      int half = (classes + 1) / 2;
      if (classes - half < 2) { // one class alone is no classification
        throw new InvalidInputException(
            "task '%s': has %d classes; %s needs at least 4".formatted(each.id(), classes, text()));
      }
      parts.add(
          part == Part.BASE_CLASSES ? each.withClasses(0, half) : each.withClasses(half, classes));
    }
    return new TaskSet(parts);
  }

  private TaskSet range(TaskSet tasks, int from, int to) throws InvalidInputException {
    if (from == to) {
      throw new InvalidInputException(
          "tasks: %s needs at least 2 tasks, found %d".formatted(text(), tasks.size()));
    }
    return new TaskSet(tasks.tasks().subList(from, to));
  }

  private TaskSet without(TaskSet tasks, int index) throws InvalidInputException {
    List<TaskDefinition> others = new ArrayList<>(tasks.tasks());
    others.remove(index);
    if (others.isEmpty()) {
      throw new InvalidInputException("tasks: " + text() + " leaves no task");
    }
    return new TaskSet(others);
  }

  private int index(TaskSet tasks) throws InvalidInputException {
    String ids = tasks.tasks().stream().map(TaskDefinition::id).collect(Collectors.joining(", "));
    return tasks
        .indexOf(task)
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "part %s: no such task; there are %s".formatted(text(), ids)));
  }
}
