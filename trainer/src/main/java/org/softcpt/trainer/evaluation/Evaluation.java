package org.softcpt.trainer.evaluation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.softcpt.models.folder.BundleHead;
import org.softcpt.models.folder.ModelManifest;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.io.Json;
import org.softcpt.onnx.meta.MetaNetworkGraph;
import org.softcpt.trainer.cache.FeatureCache;
import org.softcpt.trainer.cache.ImageFeatures;
import org.softcpt.trainer.feature.FeatureMethodEntry;
import org.softcpt.trainer.feature.FeatureMethods;
import org.softcpt.trainer.method.Classifier;
import org.softcpt.trainer.method.CosineClassifier;
import org.softcpt.trainer.method.MethodRow;
import org.softcpt.trainer.training.Methods;
import org.softcpt.trainer.training.RunFolder;
import org.softcpt.trainer.training.RunManifest;
import org.softcpt.trainer.training.Workbench;

/** The way in: tests a finished run and writes what is used of it. */
public final class Evaluation {

  private static final String RESULTS = "results";

  private Evaluation() {}

  /**
   * Classifies the test split with the learned prompts and with the zero-shot templates, and writes
   * the figures and the bundle into the run folder. Figures on what the run was trained on are
   * {@code results.json}; on another part or cache, {@code results-DIGEST.json}. Other tasks or
   * classes than the run's are answered if its method can write prompts for them.
   *
   * @param request what to evaluate
   * @return the figures
   * @throws InvalidInputException if the run is not finished, model or cache do not fit it, its
   *     method cannot answer these classes, or there is no test image
   * @throws IOException if reading or writing fails
   */
  public static Results run(EvaluationRequest request) throws IOException {
    RunManifest manifest = RunManifest.read(new RunFolder(request.run()));
    Path model = request.model().orElse(Path.of(manifest.model().path()));
    try (Workbench bench = Workbench.open(model, request.session())) {
      return run(request, bench);
    }
  }

  /**
   * The same with what is open already.
   *
   * @param request what to evaluate; its model is the workbench's
   * @param bench holds the model
   * @return the figures
   * @throws InvalidInputException as above
   * @throws IOException if reading or writing fails
   */
  public static Results run(EvaluationRequest request, Workbench bench) throws IOException {
    RunFolder folder = new RunFolder(request.run());
    RunManifest manifest = RunManifest.read(folder);
    requireFinished(folder);
    requireModel(bench, manifest);
    Path path = request.cache().orElse(Path.of(manifest.cache().path()));
    FeatureCache cache = bench.cache(path);
    Tested tested = Tested.of(request, manifest, cache);
    Optional<FeatureMethodEntry> fitted = FeatureMethods.named(manifest.settings().method());
    if (fitted.isPresent()) {
      FittedTasks tasks = new FittedTasks(folder, manifest, fitted.get(), bench);
      try (Classifier classifier = tasks.classifier(tested.tasks(), bench.featureWidth())) {
        if (request.withMetaNetwork()) {
          throw noNetwork(manifest);
        }
        return test(tested, classifier, Optional.empty(), bench);
      }
    }
    try (TrainedMethod trained = TrainedMethod.open(folder, manifest, bench);
        Classifier classifier = trained.classifier(tested.tasks())) {
      Optional<MetaNetworkGraph> network =
          request.withMetaNetwork() ? Optional.of(network(trained, manifest)) : Optional.empty();
      return test(tested, classifier, network, bench);
    }
  }

  /**
   * Reads what an earlier call with this request wrote.
   *
   * @param request what was evaluated
   * @param bench holds the model
   * @return the figures, or empty if it was not evaluated yet
   * @throws InvalidInputException if the run or its results are damaged
   * @throws IOException if reading fails
   */
  public static Optional<Results> earlier(EvaluationRequest request, Workbench bench)
      throws IOException {
    RunManifest manifest = RunManifest.read(new RunFolder(request.run()));
    Path path = request.cache().orElse(Path.of(manifest.cache().path()));
    Path file = Tested.of(request, manifest, bench.cache(path)).file(RESULTS, ".json");
    return Files.exists(file) ? Optional.of(Json.read(file, Results.class)) : Optional.empty();
  }

  /** The results are written last: a run that has them has everything else. */
  private static Results test(
      Tested tested, Classifier classifier, Optional<MetaNetworkGraph> network, Workbench bench)
      throws IOException {
    Optional<float[]> textFeatures = classifier.textFeatures();
    requireFinite(tested.folder(), textFeatures);
    MethodRow method = Methods.named(tested.manifest().settings().method());
    TestSplit split = new TestSplit(bench.seenBy(method, tested.table()));
    List<Prediction> learned = split.predict(classifier);
    TestSplit images = new TestSplit(ImageFeatures.of(tested.table(), bench.featureWidth()));
    List<Prediction> zeroShot = images.predict(zeroShot(tested, bench));
    Results results =
        new ResultTable(tested.tasks(), split.score(learned), split.score(zeroShot))
            .results(tested.manifest().settings().method());
    new PredictionFile(tested.tasks()).write(tested.file("predictions", ".csv"), learned);
    writeBundle(tested, classifier, network, bench);
    Json.write(tested.file(RESULTS, ".json"), results);
    return results;
  }

  private static void writeBundle(
      Tested tested, Classifier classifier, Optional<MetaNetworkGraph> network, Workbench bench)
      throws IOException {
    if (tested.isOfTheRunsClasses()) {
      RunBundle bundle = new RunBundle(tested.folder(), tested.manifest());
      Optional<BundleHead> head = RunBundle.head(classifier, tested.tasks().classCount());
      if (head.isEmpty()) {
        head = bundle.storedHead();
      }
      if (head.isPresent()) {
        bundle.write(bench.modelPath(), bench.model().manifest(), head.get(), network);
      }
    }
  }

  /** The last step may have led to where no loss was computed any more. */
  private static void requireFinite(RunFolder run, Optional<float[]> textFeatures)
      throws InvalidInputException {
    for (float value : textFeatures.orElse(new float[0])) {
      if (!Float.isFinite(value)) {
        throw new InvalidInputException(
            run.root()
                + ": learned prompts have a text feature that is not finite; a smaller learning_rate may help");
      }
    }
  }

  private static MetaNetworkGraph network(TrainedMethod trained, RunManifest manifest)
      throws InvalidInputException {
    return trained.metaNetwork().orElseThrow(() -> noNetwork(manifest));
  }

  private static InvalidInputException noNetwork(RunManifest manifest) {
    return new InvalidInputException(
        "method %s: has no meta network that a bundle can carry: that is softcpt-nata's with task features of the encoder and names last; predict --run answers new tasks where the method can"
            .formatted(manifest.settings().method()));
  }

  static void requireFinished(RunFolder folder) throws InvalidInputException {
    if (!Files.exists(folder.parameters())) {
      throw new InvalidInputException(
          folder.root() + ": not trained to the end; go on with it (train --resume)");
    }
  }

  static void requireModel(Workbench bench, RunManifest manifest) throws InvalidInputException {
    ModelManifest model = bench.model().manifest();
    if (!model.textDigest().equals(manifest.model().sha256())) {
      throw new InvalidInputException(
          "%s: not the model the run was trained with: expected text digest %s, found %s"
              .formatted(bench.modelPath(), manifest.model().sha256(), model.textDigest()));
    }
  }

  private static Classifier zeroShot(Tested tested, Workbench bench) throws IOException {
    float scale = (float) Math.exp(bench.model().manifest().logitScale());
    return new CosineClassifier(tested.tasks(), bench.zeroShot(tested.tasks()), scale);
  }
}
