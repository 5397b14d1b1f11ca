package org.softcpt.trainer.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.softcpt.models.safetensors.SafetensorsFile;
import org.softcpt.trainer.cache.FeatureCache;
import org.softcpt.trainer.cache.FeatureView;
import org.softcpt.trainer.task.ClassDefinition;
import org.softcpt.trainer.task.TaskDefinition;
import org.softcpt.trainer.task.TaskSelection;
import org.softcpt.trainer.task.TaskSet;
import org.softcpt.trainer.training.RunFolder;
import org.softcpt.trainer.training.RunManifest;
import org.softcpt.trainer.training.Training;
import org.softcpt.trainer.training.TrainingListener;
import org.softcpt.trainer.training.TrainingRequest;
import org.softcpt.trainer.training.Workbench;

/** Runs that learned a part of the tasks, and what they say of the rest. */
class NewTasksTest {

  private static final Map<String, String> SETTINGS =
      Map.of("shots", "2", "epochs", "2", "batch", "5", "context_length", "4");

  @TempDir private static Path root;
  private static MainLine line;
  private static RunFolder run; // trained on the task "hue" alone

  @BeforeAll
  static void train() throws IOException {
    line = MainLine.build(root);
    run = train(root.resolve("run"), "base-tasks");
    evaluate(Optional.empty());
  }

  @Test
  void aRunOfAPartSaysSoAndHasADigestOfItsOwn() throws IOException {
    RunManifest part = RunManifest.read(run);
    assertEquals(List.of("hue"), ids(part.tasks()));
    RunManifest whole = RunManifest.read(train(root.resolve("whole"), "all"));
    assertEquals(part.settings(), whole.settings());
    assertNotEquals(part.digest(), whole.digest());
    try (FeatureCache cache = FeatureCache.open(line.cacheFolder())) {
      assertEquals(Training.digest(cache), whole.cache().sha256());
      FeatureView view = FeatureView.ofTasks(cache, 0);
      assertEquals(view.digest(Training.digest(cache)), part.cache().sha256());
    }
  }

  @Test
  void isTestedOnItsOwnTasksUnlessAskedOtherwise() throws IOException {
    assertTrue(Files.exists(run.results()));
    assertEquals(List.of("hue"), tasks(evaluate(Optional.empty())));
    byte[] own = Files.readAllBytes(run.results());
    assertEquals(List.of("tone"), tasks(evaluate(Optional.of("new-tasks"))));
    assertEquals(List.of("hue", "tone"), tasks(evaluate(Optional.of("all"))));
    assertArrayEquals(own, Files.readAllBytes(run.results()));
  }

  @Test
  void theContextOfATaskDoesNotDependOnTheOthersAsked() throws IOException {
    Results alone = evaluate(Optional.of("task:tone"));
    Results both = evaluate(Optional.of("all"));
    assertEquals(alone.tasks().get(0), both.tasks().get(1));
    assertEquals(evaluate(Optional.empty()).tasks().get(0), both.tasks().get(0));
  }

  @Test
  void writesForATrainedTasksNamesWhatTheBundleHolds() throws IOException {
    try (Workbench bench = Workbench.open(line.model(), MainLine.SESSION);
        SafetensorsFile heads = SafetensorsFile.open(run.bundle().resolve("heads.safetensors"))) {
      RunManifest manifest = RunManifest.read(run);
      try (TrainedMethod method = TrainedMethod.open(run, manifest, bench)) {
        float[] bundled = heads.floats("text_features");
        float[] written = method.classifier(renamed(manifest.tasks())).textFeatures().orElseThrow();
        double worst = 0;
        float[] unit = org.softcpt.trainer.method.Vectors.unitRows(written, 3);
        for (int i = 0; i < unit.length; i++) {
          worst = Math.max(worst, Math.abs(unit[i] - bundled[i]));
        }
        assertTrue(worst < 1e-6, "worst difference " + worst); // measured 0: the same prompts
      }
    }
  }

  @Test
  void anotherCachesTasksGetContextsFromTheirNames() throws IOException {
    Path folder = line.root().resolve("other-cache");
    line.cache(folder, 0, "tone of a square", "brightness of a surface");
    Results other =
        Evaluation.run(
            new EvaluationRequest(
                run.root(),
                Optional.of(folder),
                Optional.empty(),
                MainLine.SESSION,
                Optional.of(TaskSelection.parse("task:tone"))));
    assertEquals("brightness of a surface", other.tasks().get(0).name());
    assertFalse(Files.readString(run.results()).contains("brightness"));
  }

  /** The same names under another id: so it is a new task. */
  private static TaskSet renamed(TaskSet tasks) {
    TaskDefinition task = tasks.tasks().get(0);
    List<ClassDefinition> classes =
        task.classes().stream()
            .map(each -> new ClassDefinition("x" + each.id(), each.name()))
            .toList();
    return new TaskSet(
        List.of(new TaskDefinition("new", task.name(), classes, task.templates(), task.metric())));
  }

  private static RunFolder train(Path out, String part) throws IOException {
    TrainingRequest request =
        new TrainingRequest(
            line.model(),
            line.cacheFolder(),
            out,
            SETTINGS,
            Optional.empty(),
            false,
            0,
            MainLine.SESSION,
            TaskSelection.parse(part));
    return Training.run(request, TrainingListener.SILENT).folder();
  }

  private static Results evaluate(Optional<String> part) throws IOException {
    Optional<TaskSelection> selection =
        part.isEmpty() ? Optional.empty() : Optional.of(TaskSelection.parse(part.get()));
    return Evaluation.run(
        new EvaluationRequest(
            run.root(), Optional.empty(), Optional.empty(), MainLine.SESSION, selection));
  }

  private static List<String> tasks(Results results) {
    return results.tasks().stream().map(Results.TaskResult::id).toList();
  }

  private static List<String> ids(TaskSet tasks) {
    return tasks.tasks().stream().map(TaskDefinition::id).toList();
  }
}
