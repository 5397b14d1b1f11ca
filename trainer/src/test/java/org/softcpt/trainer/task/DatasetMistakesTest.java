package org.softcpt.trainer.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.softcpt.models.io.InvalidInputException;

/** Each mistake is one line that names file, task and key. */
class DatasetMistakesTest {

  @TempDir Path root;

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          tasks: [{id: t, name: t, nmae: x}]                            | task 't': unknown key 'nmae'; known: id,
          taks: []                                                      | task file: unknown key 'taks'
          tasks: []                                                     | task file: tasks: expected a list with elements
          name: x                                                       | task file: tasks: is missing
          tasks: [{name: t}]                                            | task 1: id: is missing
          tasks: [{id: t, name: t}, {name: u}]                          | task 2: id: is missing
          tasks: [{id: t}]                                              | task 't': name: is missing
          tasks: [{id: t, name: '  '}]                                  | task 't': name: is blank
          tasks: [{id: t, name: 007}]                                   | task 't': name: expected text (in quotes if need be), found number 7
          tasks: [t]                                                    | task 1: expected keys and values, found string "t"
          tasks: [{id: t, name: t, template: a photo}]                  | task 't': template: 'a photo' must have exactly one {}
          tasks: [{id: t, name: t, template: '{} or {}'}]               | task 't': template: '{} or {}' must have exactly one {}
          tasks: [{id: t, name: t, template: '{}', templates: ['{}']}]  | task 't': template: give template or templates, not both
          tasks: [{id: t, name: t, metric: accuracy}]                   | task 't': metric: expected overall_acc or mean_acc, found 'accuracy'
          tasks: [{id: t, name: t, folder: absent}]                     | task 't': folder: no such folder:
          tasks: [{id: t, name: t, classes: [a, absent]}]               | task 't': classes: no such folder:
          tasks: [{id: t, name: t, classes: [a]}]                       | task 't': classes: expected at least 2, found 1
          tasks: [{id: t, name: t, classes: [a, a]}]                    | task 't': classes: folder 'a' occurs twice
          tasks: [{id: t, name: t, classes: [{folder: a, name: B}, b]}] | task 't': classes: name 'b' occurs twice
          tasks: [{id: t, name: t, classes: [{folder: a, nam: b}]}]     | task 't': class 1: unknown key 'nam'
          tasks: [{id: t, name: t, classes: [{name: b}]}]               | task 't': class 1: folder: is missing
          tasks: [{id: t, name: t, split: {trian: x}}]                  | task 't': split: unknown key 'trian'
          tasks: [{id: t, name: t, split: {train: '[x'}}]               | task 't': split: train: not a glob
          tasks: [{id: t, name: t, split: {train: '*.jpg'}}]            | task 't': split:
          tasks: [{id: t, name: t, split: {train: none}}]               | task 't': class 'a': expected at least 1 train image, found none
          tasks: [{id: t, name: t, split: {test: none}}]                | task 't': class 'a': expected at least 1 test image, found none
          tasks: [{id: t, name: t}, {id: t, name: u}]                   | tasks: id 't' occurs twice
          tasks: [{id: t, name: t, name: u}]                            | not valid YAML at line 1: Duplicate
          tasks: [{id: &x t, name: *x}]                                 | line 1: alias *x: write the value out
          tasks: [{id: t                                                | not valid YAML at line
          root: absent                                                  | task file: tasks: is missing
          """)
  void isOneLineThatNamesThePlace(String yaml, String message) throws IOException {
    TaskTree tree = new TaskTree(root).classes("t/a", "t/b");
    String found = assertThrows(InvalidInputException.class, () -> tree.read(yaml)).getMessage();
    assertTrue(found.startsWith(root.resolve("tasks.yaml") + ": " + message), found);
    assertFalse(found.contains("\n"), found);
  }

  @Test
  void anEmptyFileIsRefused() {
    String found =
        assertThrows(InvalidInputException.class, () -> new TaskTree(root).read("")).getMessage();
    assertTrue(found.endsWith("expected keys and values, found nothing"), found);
  }

  @Test
  void missingFileAndMissingRootAreNamed() throws IOException {
    Path absent = root.resolve("absent");
    assertEquals(
        absent + ": no such task file",
        assertThrows(InvalidInputException.class, () -> Dataset.read(absent, Optional.empty()))
            .getMessage());
    Path file = Files.writeString(root.resolve("x.yaml"), "tasks: [{id: t, name: t}]");
    assertEquals(
        file + ": root: no such folder: " + absent,
        assertThrows(InvalidInputException.class, () -> Dataset.read(file, Optional.of(absent)))
            .getMessage());
  }

  @Test
  void oneImageCannotBeTrainedOnInOneTaskAndTestedOnInAnother() throws IOException {
    TaskTree tree = new TaskTree(root).classes("t/a", "t/b");
    String yaml =
        """
        tasks:
          - {id: t, name: t}
          - {id: u, name: u, folder: t, split: {train: "test_*", test: "train_*"}}
        """;
    String found = assertThrows(InvalidInputException.class, () -> tree.read(yaml)).getMessage();
    assertTrue(found.contains("task 'u': image t/a/test_001.jpg is a test and a train"), found);
  }
}
