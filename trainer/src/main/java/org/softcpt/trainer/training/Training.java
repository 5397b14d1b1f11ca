package org.softcpt.trainer.training;

import java.io.IOException;
import java.util.Optional;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.io.Json;
import org.softcpt.models.io.Sha256;
import org.softcpt.trainer.cache.FeatureCache;
import org.softcpt.trainer.cache.FeatureTable;
import org.softcpt.trainer.cache.FeatureView;
import org.softcpt.trainer.feature.FeatureMethodEntry;
import org.softcpt.trainer.feature.FeatureMethods;
import org.softcpt.trainer.task.TaskSet;

/** The way in: trains a method on cached features and leaves a run folder. */
public final class Training {

  private Training() {}

  /**
   * Trains, or goes on with an interrupted run. A checkpoint is written at every end of epoch and
   * at least every minute; a run that was killed and resumed ends with exactly the parameters of an
   * uninterrupted one, on the same device with the same number of threads.
   *
   * @param request what to train
   * @param listener hears of every step
   * @return the trained run
   * @throws InvalidInputException if something of the user's is wrong: model, cache, settings, a
   *     run folder in use, a loss that is no longer finite
   * @throws IOException if reading or writing fails
   */
  public static TrainingOutcome run(TrainingRequest request, TrainingListener listener)
      throws IOException {
    try (Workbench bench = Workbench.open(request.model(), request.session())) {
      return run(request, bench, listener);
    }
  }

  /**
   * The same with what is open already.
   *
   * @param request what to train
   * @param bench holds the request's model
   * @param listener hears of every step
   * @return the trained run
   * @throws InvalidInputException if something of the user's is wrong
   * @throws IOException if reading or writing fails
   */
  public static TrainingOutcome run(
      TrainingRequest request, Workbench bench, TrainingListener listener) throws IOException {
    FeatureCache cache = bench.cache(request.cache());
    FeatureView view = new FeatureView(cache, request.part().of(cache.tasks()));
    RunStart start = start(request, bench, view);
    if (start.state() == RunStart.State.FINISHED) {
      return new TrainingOutcome(start.folder(), start.manifest().settings(), 0);
    }
    String method = start.manifest().settings().method();
    FeatureTable seen = bench.seenBy(Methods.named(method), view);
    Optional<FeatureMethodEntry> fitted = FeatureMethods.named(method);
    if (fitted.isPresent()) {
      requireNoTrace(request, fitted.get());
      return fit(start, seen, fitted.get(), bench, listener);
    }
    return new TrainingRun(
            start,
            seen,
            bench.segments(),
            bench.vocabulary(),
            request.traceSteps(),
            Trainer.CHECKPOINT_INTERVAL)
        .train(listener);
  }

  private static void requireNoTrace(TrainingRequest request, FeatureMethodEntry method)
      throws InvalidInputException {
    if (request.traceSteps() > 0) {
      throw new InvalidInputException(
          "trace: expected 0 steps, found %d: %s is not trained in steps"
              .formatted(request.traceSteps(), method.name()));
    }
  }

  private static TrainingOutcome fit(
      RunStart start,
      FeatureTable view,
      FeatureMethodEntry method,
      Workbench bench,
      TrainingListener listener)
      throws IOException {
    float scale = (float) Math.exp(bench.model().manifest().logitScale());
    TrainingConfig config = start.manifest().settings();
    TaskSet prompts = method.prompts(view.tasks(), config.options());
    float[] text =
        method.method().takesTextAsEncoded()
            ? bench.meanTextFeatures(prompts)
            : bench.zeroShot(prompts);
    FeatureProblems problems = new FeatureProblems(view, config, text, scale);
    return new FeatureRun(start, view, method, problems).fit(listener);
  }

  private static RunStart start(TrainingRequest request, Workbench bench, FeatureView view)
      throws IOException {
    return RunStart.prepare(
        new RunFolder(request.out()),
        request.givenSettings(),
        request.resume(),
        new RunSources(bench.modelOrigin(), bench.origin(request.cache(), view), view.tasks()));
  }

  /**
   * Names a cache's content: what its manifest says of samples, shards and what they were made
   * from.
   *
   * @param cache an open cache
   * @return 64 hexadecimal digits
   */
  public static String digest(FeatureCache cache) {
    return Sha256.of(Json.line(cache.manifest()));
  }
}
