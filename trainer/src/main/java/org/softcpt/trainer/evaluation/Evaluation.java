package org.softcpt.trainer.evaluation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.io.Json;
import org.softcpt.runtime.ModelFolder;
import org.softcpt.runtime.SessionOptions;
import org.softcpt.runtime.TextEncoder;
import org.softcpt.runtime.ZeroShot;
import org.softcpt.trainer.cache.FeatureCache;
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
      float[] learned = new LearnedFeatures(folder, manifest, model).read(request.session());
      float[] zeroShot = zeroShot(cache.tasks(), model, request.session());
      TestSplit split = new TestSplit(cache);
      Results results =
          new ResultTable(cache.tasks(), split.score(learned), split.score(zeroShot))
              .results(manifest.settings().method());
      Json.write(file(folder, manifest, cache), results);
      new RunBundle(folder, manifest)
          .write(modelPath(request, manifest), model.manifest(), learned);
      return results;
    }
  }

  private static Path file(RunFolder folder, RunManifest manifest, FeatureCache cache) {
    String digest = Training.digest(cache);
    boolean own = digest.equals(manifest.cache().sha256());
    return own
        ? folder.results()
        : folder.root().resolve("results-" + digest.substring(0, 12) + ".json");
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

  private static float[] zeroShot(TaskSet tasks, ModelFolder model, SessionOptions session)
      throws IOException {
    try (TextEncoder encoder = model.textEncoder(session)) {
      ZeroShot zeroShot = new ZeroShot(encoder, model.tokenizer());
      float[] features = new float[tasks.classCount() * encoder.width()];
      int offset = 0;
      for (TaskDefinition task : tasks.tasks()) {
        List<String> names = task.classes().stream().map(ClassDefinition::name).toList();
        float[] rows = zeroShot.features(names, task.templates()).values();
        System.arraycopy(rows, 0, features, offset, rows.length);
        offset += rows.length;
      }
      return features;
    }
  }
}
