package org.softcpt.trainer.task;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.softcpt.models.io.Json;
import org.softcpt.models.io.Sha256;

/**
 * The tasks learned together. In JSON it is the list of its tasks.
 *
 * @param tasks at least one, with different ids; copied
 */
public record TaskSet(@JsonValue List<TaskDefinition> tasks) {

  /**
   * Checks the tasks.
   *
   * @throws IllegalArgumentException if there is none, or two share an id
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public TaskSet {
    tasks = List.copyOf(tasks);
    if (tasks.isEmpty()) {
      throw new IllegalArgumentException("tasks: expected at least 1, found none");
    }
    Optional<String> twice = Text.duplicate(tasks.stream().map(TaskDefinition::id).toList());
    if (twice.isPresent()) {
      throw new IllegalArgumentException("tasks: id '" + twice.get() + "' occurs twice");
    }
  }

  /**
   * Counts the tasks.
   *
   * @return T
   */
  public int size() {
    return tasks.size();
  }

  /**
   * Counts the classes of all tasks.
   *
   * @return C
   */
  public int classCount() {
    return offset(tasks.size());
  }

  /**
   * Says where a task's classes begin in the numbering over all tasks.
   *
   * @param task 0..T-1; T gives the number of classes
   * @return number of classes of the tasks before it
   */
  public int offset(int task) {
    return tasks.subList(0, task).stream().mapToInt(each -> each.classes().size()).sum();
  }

  /**
   * Finds a task by its id.
   *
   * @param id the task's id, exactly
   * @return its index, or empty if there is none
   */
  public Optional<Integer> indexOf(String id) {
    for (int task = 0; task < tasks.size(); task++) {
      if (tasks.get(task).id().equals(id)) {
        return Optional.of(task);
      }
    }
    return Optional.empty();
  }

  /**
   * Selects tasks.
   *
   * @param indices which, 0..T-1, in the order wanted; at least one
   * @return the set of these tasks
   * @throws IllegalArgumentException if there is no index, or one occurs twice
   * @throws IndexOutOfBoundsException if there is no such task
   */
  public TaskSet subset(int... indices) {
    return new TaskSet(Arrays.stream(indices).mapToObj(tasks::get).toList());
  }

  /**
   * Digests ids, names, classes, templates, metrics and their order.
   *
   * @return 64 hexadecimal digits
   */
  public String sha256() {
    return Sha256.of(Json.line(this));
  }
}
