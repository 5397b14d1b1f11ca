package org.softcpt.trainer.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.softcpt.models.io.InvalidInputException;

class TaskSelectionTest {

  private static final TaskSet TASKS =
      new TaskSet(List.of(task("a", 4), task("b", 7), task("c", 5)));

  @ParameterizedTest // halves as published: the first half is the larger one
  @CsvSource({
    "all, a4 b7 c5",
    "base-classes, a2 b4 c3",
    "new-classes, a2 b3 c2",
    "base-tasks, a4 b7",
    "new-tasks, c5",
    "task:b, b7",
    "not-task:b, a4 c5"
  })
  void selects(String text, String expected) throws InvalidInputException {
    TaskSet selected = TaskSelection.parse(text).of(TASKS);
    List<String> found = new ArrayList<>();
    selected.tasks().forEach(task -> found.add(task.id() + task.classes().size()));
    assertEquals(expected, String.join(" ", found));
    assertEquals(text, TaskSelection.parse(text).text());
  }

  @Test
  void baseAndNewClassesAreAllClassesInOrder() throws InvalidInputException {
    TaskSet base = TaskSelection.parse("base-classes").of(TASKS);
    TaskSet rest = TaskSelection.parse("new-classes").of(TASKS);
    for (int task = 0; task < TASKS.size(); task++) {
      List<ClassDefinition> both = new ArrayList<>(base.tasks().get(task).classes());
      both.addAll(rest.tasks().get(task).classes());
      assertEquals(TASKS.tasks().get(task).classes(), both);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "base", "task:", "task", "all:b", "BASE-TASKS"})
  void refusesOtherWords(String text) {
    String message =
        assertThrows(InvalidInputException.class, () -> TaskSelection.parse(text)).getMessage();
    assertEquals(
        "part: expected one of all, base-classes, new-classes, base-tasks, new-tasks, task:ID, not-task:ID, found '"
            + text
            + "'",
        message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "new-classes | task 'small': has 3 classes; new-classes needs at least 4",
        "new-tasks | tasks: new-tasks needs at least 2 tasks, found 1",
        "not-task:small | tasks: not-task:small leaves no task",
        "task:large | part task:large: no such task; there are small"
      })
  void refusesWhatLeavesNothing(String text, String expected) {
    TaskSet small = new TaskSet(List.of(task("small", 3)));
    assertEquals(
        expected,
        assertThrows(InvalidInputException.class, () -> TaskSelection.parse(text).of(small))
            .getMessage());
  }

  private static TaskDefinition task(String id, int classes) {
    List<ClassDefinition> definitions =
        IntStream.range(0, classes).mapToObj(i -> new ClassDefinition("c" + i, "c" + i)).toList();
    return new TaskDefinition(id, id, definitions, List.of("a {}"), Metric.OVERALL_ACC);
  }
}
