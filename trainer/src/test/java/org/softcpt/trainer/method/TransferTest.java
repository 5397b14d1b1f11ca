package org.softcpt.trainer.method;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.trainer.task.ClassDefinition;
import org.softcpt.trainer.task.Metric;
import org.softcpt.trainer.task.TaskDefinition;
import org.softcpt.trainer.task.TaskSet;

/** What trained methods write for tasks and classes they were not trained on. */
class TransferTest {

  private final TaskSet known = ToyProblem.tasks();
  private final TaskSet strange = new TaskSet(List.of(task("other", "other things", "x", "yy")));

  private static TaskDefinition task(String id, String name, String... classes) {
    List<ClassDefinition> definitions =
        Arrays.stream(classes).map(each -> new ClassDefinition(each, each)).toList();
    return new TaskDefinition(id, name, definitions, List.of("a {}."), Metric.OVERALL_ACC);
  }

  private static PromptMethod build(String line) throws IOException {
    String[] words = line.split(" ");
    PromptMethod method =
        ToyProblem.method(
            ToyProblem.segments(),
            ToyProblem.vocabulary(),
            words[0],
            Arrays.copyOfRange(words, 1, words.length));
    method.step(ToyProblem.batch()); // leaves traces of a step's choice of classes
    return method;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "softcpt-nata",
        "softcpt-nats",
        "softcpt-cata",
        "softcpt-csta",
        "softcpt-cats",
        "softcpt-csts",
        "softcpt-cata class_sampling=0.1",
        "softcpt-nata task_features=learned",
        "softcpt-nata placement=front task_placement=middle",
        "coop-ca",
        "coop-cs",
        "coop-mt"
      })
  void theKnownTasksInAnotherOrderHaveTheirOwnFeatures(String line) throws IOException {
    try (PromptMethod method = build(line)) {
      float[] all = method.classifier().textFeatures().orElseThrow();
      TaskSet turned = new TaskSet(List.of(known.tasks().get(2), known.tasks().get(0)));
      float[] found = ((PromptWriter) method).textFeatures(turned);
      int width = ToyProblem.WIDTH;
      // matrix products over other numbers of rows may round otherwise
      assertArrayEquals(
          Arrays.copyOfRange(all, 7 * width, 10 * width),
          Arrays.copyOfRange(found, 0, 3 * width),
          1e-6f);
      assertArrayEquals(
          Arrays.copyOfRange(all, 0, 2 * width),
          Arrays.copyOfRange(found, 3 * width, 5 * width),
          1e-6f);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"softcpt-nata", "softcpt-cata", "softcpt-nata sub_network=mlp", "coop-mt"})
  void sharedContextsServeStrangers(String line) throws IOException {
    try (PromptMethod method = build(line)) {
      assertEquals(2 * ToyProblem.WIDTH, ((PromptWriter) method).textFeatures(strange).length);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "softcpt-nats, a task context per task",
    "softcpt-csta, a class context per class",
    "softcpt-nata task_features=learned, a learned feature per task",
    "coop-cs, a context per class"
  })
  void contextsOfOnesOwnDoNot(String line, String why) throws IOException {
    try (PromptMethod method = build(line)) {
      InvalidInputException error =
          assertThrows(
              InvalidInputException.class, () -> ((PromptWriter) method).textFeatures(strange));
      assertEquals(
          "task 'other': not one the run was trained on, and it has " + why, error.getMessage());
    }
  }

  @Test
  void newClassesOfAKnownTaskAreFineForNatsAndNotForCsta() throws IOException {
    TaskSet more = new TaskSet(List.of(task("task1", "kind of thing 1", "new", "newer")));
    try (PromptMethod nats = build("softcpt-nats");
        PromptMethod csta = build("softcpt-csta")) {
      assertEquals(2 * ToyProblem.WIDTH, ((PromptWriter) nats).textFeatures(more).length);
      InvalidInputException error =
          assertThrows(InvalidInputException.class, () -> ((PromptWriter) csta).textFeatures(more));
      assertEquals(
          "task 'task1': class 'new': not one the run was trained on, and it has a class context"
              + " per class",
          error.getMessage());
    }
  }
}
