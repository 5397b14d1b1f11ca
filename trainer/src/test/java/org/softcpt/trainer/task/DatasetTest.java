package org.softcpt.trainer.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetTest {

  @TempDir Path root;
  private TaskTree tree;

  @BeforeEach
  void makeTree() {
    tree = new TaskTree(root);
  }

  @Test
  void theShortestFileTakesEverySubFolderAsAClass() throws IOException {
    tree.classes("fruit/red_apple", "fruit/kiwi");
    Dataset data = tree.read("tasks: [{id: fruit, name: fruit_sorts}]");
    TaskDefinition task = data.tasks().tasks().get(0);
    assertEquals("tasks", data.name());
    assertEquals("fruit sorts", task.name());
    assertEquals(
        List.of(new ClassDefinition("kiwi", "kiwi"), new ClassDefinition("red_apple", "red apple")),
        task.classes());
    assertEquals(List.of(TaskDefinition.DEFAULT_TEMPLATE), task.templates());
    assertEquals(Metric.OVERALL_ACC, task.metric());
  }

  @Test
  void everyKeyIsObeyed() throws IOException {
    tree.classes("a/one", "a/two").image("a/two/hold_1.png").image("a/ignored/train_001.jpg");
    Dataset data =
        tree.read(
            """
            name: both
            root: a
            tasks:
              - id: t
                name: numbers
                folder: .
                templates: ["{} here", "a {}"]
                metric: mean_acc
                split: {val: "hold_*"}
                classes: [two, {folder: one, name: the_one}]
            """);
    TaskDefinition task = data.tasks().tasks().get(0);
    assertEquals("both", data.name());
    assertEquals(root.resolve("a"), data.root());
    assertEquals(Metric.MEAN_ACC, task.metric());
    assertEquals(List.of("two here", "the one here"), task.prompts(task.templates().get(0)));
    assertEquals(5, data.images().size());
    assertEquals(
        new LabelledImage("./two/hold_1.png", Split.VAL, new int[] {0}), data.images().get(2));
  }

  @Test
  void rootOnTheCommandLineReplacesTheFilesRoot(@TempDir Path elsewhere) throws IOException {
    new TaskTree(elsewhere).classes("t/a", "t/b");
    Path file =
        Files.writeString(root.resolve("x.yaml"), "root: nowhere\ntasks: [{id: t, name: t}]");
    assertEquals(4, Dataset.read(file, Optional.of(elsewhere)).images().size());
  }

  @Test
  void imagesComeBySplitThenByPath() throws IOException {
    tree.classes("b/x", "b/y", "a/x", "a/y").image("a/x/val_1.jpg").image("a/x/train/1.jpg");
    List<LabelledImage> images = tree.read("tasks: [{id: b, name: b}, {id: a, name: a}]").images();
    assertEquals(
        images.stream()
            .sorted(Comparator.comparing(LabelledImage::split).thenComparing(LabelledImage::path))
            .toList(),
        images);
    assertEquals(10, images.size());
    assertEquals("a/x/train/1.jpg", images.get(0).path());
  }

  @Test // folders found in any order give the same rows: listing order is the file system's affair
  void labelsDoNotDependOnTheOrderOfTheClasses() throws IOException {
    tree.classes("t/a", "t/b");
    List<LabelledImage> given = tree.read("tasks: [{id: t, name: t, classes: [b, a]}]").images();
    List<LabelledImage> found = tree.read("tasks: [{id: t, name: t}]").images();
    assertEquals(paths(found), paths(given));
    assertEquals(1, given.get(0).labels()[0]);
    assertEquals(0, found.get(0).labels()[0]);
  }

  @Test
  void anImageOfSeveralTasksIsOneRowWithSeveralLabels() throws IOException {
    tree.classes("t/a", "t/b");
    Dataset data =
        tree.read(
            """
            tasks:
              - {id: t, name: t}
              - {id: other, name: other, folder: t, classes: [b, a]}
            """);
    assertEquals(4, data.images().size());
    assertTrue(
        data.images().stream().allMatch(image -> Arrays.stream(image.labels()).sum() == 1),
        "class 0 of one task is class 1 of the other");
  }

  @Test
  void filesThatAreNoImagesOrInNoSplitAreLeftAlone() throws IOException {
    tree.classes("t/a", "t/b");
    tree.image("t/a/train_notes.txt").image("t/a/._train_2.jpg").image("t/a/spare_1.jpg");
    tree.image("t/.hidden/train_1.jpg").image("t/readme.jpg");
    assertEquals(4, tree.read("tasks: [{id: t, name: t}]").images().size());
  }

  private static List<String> paths(List<LabelledImage> images) {
    return images.stream().map(LabelledImage::path).toList();
  }
}
