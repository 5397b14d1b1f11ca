package org.softcpt.trainer.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.softcpt.models.io.Json;

class TaskSetTest {

  private static final TaskSet TASKS = new TaskSet(List.of(task("a", 2), task("b", 3)));

  @Test
  void offsetsAddUpToTheNumberOfClasses() {
    assertEquals(0, TASKS.offset(0));
    assertEquals(2, TASKS.offset(1));
    assertEquals(5, TASKS.offset(2));
    assertEquals(5, TASKS.classCount());
  }

  @Test
  void tasksAreFoundById() {
    assertEquals(Optional.of(1), TASKS.indexOf("b"));
    assertEquals(Optional.empty(), TASKS.indexOf("B"));
  }

  @Test
  void aSubsetKeepsTheOrderAskedFor() {
    assertEquals(new TaskSet(List.of(task("b", 3), task("a", 2))), TASKS.subset(1, 0));
    assertEquals(List.of("b"), TASKS.subset(1).tasks().stream().map(TaskDefinition::id).toList());
    assertThrows(IllegalArgumentException.class, () -> TASKS.subset());
    assertThrows(IndexOutOfBoundsException.class, () -> TASKS.subset(2));
  }

  @Test
  void aTaskWithFewerClassesIsOtherwiseTheSame() {
    TaskDefinition whole = TASKS.tasks().get(1);
    TaskDefinition part = whole.withClasses(1, 3);
    assertEquals(List.of("c1", "c2"), part.classes().stream().map(ClassDefinition::id).toList());
    assertEquals(whole, whole.withClasses(0, 3));
    assertThrows(IllegalArgumentException.class, () -> whole.withClasses(2, 3));
  }

  @Test
  void jsonGivesTheSameTasksBack() throws IOException {
    String json = Json.line(TASKS);
    assertEquals(TASKS, Json.mapper().readValue(json, TaskSet.class));
    assertEquals('[', json.charAt(0));
  }

  @Test
  void theDigestSeesOrderAndNames() {
    TaskSet reversed = new TaskSet(List.of(task("b", 3), task("a", 2)));
    assertNotEquals(TASKS.sha256(), reversed.sha256());
    assertEquals(TASKS.sha256(), new TaskSet(List.of(task("a", 2), task("b", 3))).sha256());
  }

  @Test
  void underscoresInNamesBecomeSpaces() {
    assertEquals("bell pepper", new ClassDefinition("bell_pepper", " bell_pepper").name());
    assertEquals("task a", task("task_a", 2).name());
  }

  @Test
  void rejectsTwoTasksOfOneId() {
    assertThrows(
        IllegalArgumentException.class, () -> new TaskSet(List.of(task("a", 2), task("a", 2))));
  }

  @Test
  void aSampleNeedsALabelAndCannotBeChangedFromOutside() {
    int[] labels = {0, Sample.NONE};
    Sample sample = new Sample(0, "p", "", Split.TRAIN, labels);
    labels[0] = 1;
    sample.labels()[0] = 1;
    assertEquals(0, sample.label(0));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Sample(0, "p", "", Split.TRAIN, new int[] {Sample.NONE}));
  }

  private static TaskDefinition task(String id, int classes) {
    List<ClassDefinition> definitions =
        IntStream.range(0, classes).mapToObj(i -> new ClassDefinition("c" + i, "c" + i)).toList();
    return new TaskDefinition(id, id, definitions, List.of("a {}"), Metric.OVERALL_ACC);
  }
}
