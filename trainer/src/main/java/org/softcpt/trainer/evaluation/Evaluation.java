package org.softcpt.trainer.evaluation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.io.Json;
import org.softcpt.runtime.ModelFolder;
import org.softcpt.runtime.TextEncoder;
import org.softcpt.runtime.ZeroShot;
import org.softcpt.trainer.cache.FeatureCache;
import org.softcpt.trainer.method.Classifier;
import org.softcpt.trainer.method.CosineClassifier;
import org.softcpt.trainer.task.ClassDefinition;
import org.softcpt.trainer.task.TaskDefinition;
import org.softcpt.trainer.task.TaskSet;
import org.softcpt.trainer.training.RunFolder;
import org.softcpt.trainer.training.RunManifest;
import org.softcpt.trainer.training.Training;

/** The way in: tests a finished run and writes what is used of it. */
public final class Evaluation {

  private Evaluation() {}

  /**
   * Classifies the test split with the learned prompts and with the zero-shot templates, and writes
   * the figures and the bundle into the run folder. Figures on the run's own cache are {@code
   * results.json}; on another one with the same tasks and classes, {@code results-DIGEST.json}.
   *
   * @param request what to evaluate
   * @return the figures
   * @throws InvalidInputException if the run is not finished, model or cache do not fit it, or
   *     there is no test image
   * @throws IOException if reading or writing fails
   */
  public static Results run(EvaluationRequest request) throws IOException {
    RunFolder folder = new RunFolder(request.run());
    RunManifest manifest = RunManifest.read(folder);
    requireFinished(folder);
    ModelFolder model = model(request, manifest);
    try (FeatureCache cache = FeatureCache.open(cacheFolder(request, manifest))) {
      cache.requireModel(model.manifest().imageEncoderDigest());
      requireSameClasses(cache.tasks(), manifest.tasks());
      try (TrainedMethod trained = TrainedMethod.open(folder, manifest, model, request.session())) {
        return test(new Tested(request, folder, manifest, model, cache), trained.classifier());
      }
    }
  }

  /** Everything that a test looks at. */
  private record Tested(
      EvaluationRequest request,
      RunFolder folder,
      RunManifest manifest,
      ModelFolder model,
      FeatureCache cache) {

    /** Files of the run's own cache have plain names, those of another one its digest. */
    Path file(String stem, String ending) {
      String digest = Training.digest(cache);
      boolean own = digest.equals(manifest.cache().sha256());
      return folder.root().resolve(stem + (own ? "" : "-" + digest.substring(0, 12)) + ending);
    }
  }

  private static Results test(Tested tested, Classifier classifier) throws IOException {
    TaskSet tasks = tested.cache().tasks();
    TestSplit split = new TestSplit(tested.cache());
    List<Prediction> learned = split.predict(classifier);
    List<Prediction> zeroShot = split.predict(zeroShot(tasks, tested));
    Results results =
        new ResultTable(tasks, split.score(learned), split.score(zeroShot))
            .results(tested.manifest().settings().method());
    new PredictionFile(tasks).write(tested.file("predictions", ".csv"), learned);
    Json.write(tested.file("results", ".json"), results);
    Optional<float[]> textFeatures = classifier.textFeatures();
    if (textFeatures.isPresent()) {
      new RunBundle(tested.folder(), tested.manifest())
          .write(
              modelPath(tested.request(), tested.manifest()),
              tested.model().manifest(),
              textFeatures.get());
    }
    return results;
  }

  private static void requireFinished(RunFolder folder) throws InvalidInputException {
    if (!Files.exists(folder.parameters())) {
      throw new InvalidInputException(
          folder.root() + ": not trained to the end; go on with it (train --resume)");
    }
  }

  private static ModelFolder model(EvaluationRequest request, RunManifest manifest)
      throws IOException {
    Path path = modelPath(request, manifest);
    ModelFolder model = ModelFolder.open(path);
    if (!model.manifest().textDigest().equals(manifest.model().sha256())) {
      throw new InvalidInputException(
          "%s: not the model the run was trained with: expected text digest %s, found %s"
              .formatted(path, manifest.model().sha256(), model.manifest().textDigest()));
    }
    return model;
  }

  private static Path modelPath(EvaluationRequest request, RunManifest manifest) {
    return request.model().orElse(Path.of(manifest.model().path()));
  }

  private static Path cacheFolder(EvaluationRequest request, RunManifest manifest) {
    return request.cache().orElse(Path.of(manifest.cache().path()));
  }

  private static void requireSameClasses(TaskSet tested, TaskSet trained)
      throws InvalidInputException {
    if (!names(tested).equals(names(trained))) {
      throw new InvalidInputException(
          "cache: its tasks and classes are not those of the run: expected %s, found %s"
              .formatted(ids(trained), ids(tested)));
    }
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

  private static Classifier zeroShot(TaskSet tasks, Tested tested) throws IOException {
    ModelFolder model = tested.model();
    try (TextEncoder encoder = model.textEncoder(tested.request().session())) {
      ZeroShot zeroShot = new ZeroShot(encoder, model.tokenizer());
      float[] features = new float[tasks.classCount() * encoder.width()];
      int offset = 0;
      for (TaskDefinition task : tasks.tasks()) {
        List<String> names = task.classes().stream().map(ClassDefinition::name).toList();
        float[] rows = zeroShot.features(names, task.templates()).values();
        System.arraycopy(rows, 0, features, offset, rows.length);
        offset += rows.length;
      }
      float scale = (float) Math.exp(model.manifest().logitScale());
      return new CosineClassifier(tasks, features, scale);
    }
  }
}
