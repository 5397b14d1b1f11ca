package org.softcpt.trainer.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.softcpt.models.io.Json;
import org.softcpt.trainer.task.TaskCheck.ClassCheck;

class DatasetCheckTest {

  private static final String LIST =
      "path,label,split\na.jpg,x,train\nb.jpg,y,train\nc.jpg,x,test\nd.jpg,y,test\ne.jpg,x,val\n";

  @TempDir Path root;
  private TaskTree tree;

  @BeforeEach
  void makeTree() throws IOException {
    tree = new TaskTree(root).classes("t/a", "t/b");
    Files.writeString(root.resolve("l.csv"), LIST);
  }

  @Test // what is complete can be read, and the counts are those of the images
  void countsWhatReadingFinds() throws IOException {
    for (String name : List.of("a", "b", "c", "d", "e")) {
      tree.image(name + ".jpg");
    }
    String yaml = "tasks: [{id: t, name: t}, {id: l, name: l, list: l.csv}]";
    DatasetCheck check = check(yaml);
    assertTrue(check.isComplete());
    assertEquals(
        List.of(new ClassCheck("x", 1, 1, 1), new ClassCheck("y", 1, 0, 1)),
        check.tasks().get(1).classes());
    assertEquals(9, tree.read(yaml).images().size());
    assertTrue(Json.mapper().readTree(Json.line(check)).path("complete").booleanValue());
  }

  @Test
  void eachTaskSaysWhatItLacks() throws IOException {
    tree.image("a.jpg").image("t/c/train_1.jpg");
    DatasetCheck check =
        check(
            """
            tasks:
              - {id: t, name: t}
              - {id: absent, name: u}
              - {id: listed, name: v, list: l.csv}
              - {id: lost, name: w, list: m.csv}
              - {id: wrong, name: x, list: l.csv, classes: [x, z]}
              - {id: few, name: y, folder: t, classes: [a]}
            """);
    assertFalse(check.isComplete());
    assertEquals(List.of("1 classes without a test image: c"), problems(check, 0));
    assertEquals(List.of("folder: no such folder: " + root.resolve("absent")), problems(check, 1));
    assertEquals(
        List.of(
            "4 listed images are not there: b.jpg, e.jpg, c.jpg, d.jpg",
            "1 classes without a train image: y",
            "2 classes without a test image: x, y"),
        problems(check, 2));
    assertEquals(4, check.tasks().get(2).absent());
    assertEquals(
        List.of("list: m.csv: no such file: " + root.resolve("m.csv")), problems(check, 3));
    assertEquals(
        List.of("list: l.csv: line 3: unknown class 'y'; known: x, z"), problems(check, 4));
    assertEquals(List.of("classes: expected at least 2, found 1"), problems(check, 5));
  }

  @Test // each task alone is complete
  void tasksThatContradictEachOtherAreFound() throws IOException {
    DatasetCheck check =
        check(
            """
            tasks:
              - {id: t, name: t}
              - {id: u, name: u, folder: t, split: {train: "test_*", test: "train_*"}}
            """);
    assertTrue(check.tasks().stream().allMatch(TaskCheck::isComplete));
    assertEquals(
        List.of("task 'u': image t/a/test_001.jpg is a test and a train image"), check.problems());
  }

  private DatasetCheck check(String yaml) throws IOException {
    Path file = Files.writeString(root.resolve("tasks.yaml"), yaml);
    return DatasetCheck.of(file, Optional.empty());
  }

  private static List<String> problems(DatasetCheck check, int task) {
    return check.tasks().get(task).problems();
  }
}
