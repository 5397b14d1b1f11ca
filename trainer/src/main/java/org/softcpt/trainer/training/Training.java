package org.softcpt.trainer.training;

import java.io.IOException;
import java.nio.file.Path;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.io.Json;
import org.softcpt.models.io.Sha256;
import org.softcpt.runtime.ModelFolder;
import org.softcpt.trainer.cache.FeatureCache;
import org.softcpt.trainer.method.OnnxTextSegments;
import org.softcpt.trainer.method.TextSegments;
import org.softcpt.trainer.training.RunManifest.Origin;

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
    ModelFolder model = ModelFolder.open(request.model());
    try (FeatureCache cache = FeatureCache.open(request.cache())) {
      cache.requireModel(model.manifest().imageEncoderDigest());
      RunStart start = start(request, model, cache);
      if (start.state() == RunStart.State.FINISHED) {
        TrainingConfig config = start.manifest().settings();
        return new TrainingOutcome(start.folder(), config, 0);
      }
      try (TextSegments segments = OnnxTextSegments.open(model, request.session())) {
        return new TrainingRun(
                start,
                cache,
                segments,
                OnnxTextSegments.vocabulary(model),
                request.traceSteps(),
                Trainer.CHECKPOINT_INTERVAL)
            .train(listener);
      }
    }
  }

  private static RunStart start(TrainingRequest request, ModelFolder model, FeatureCache cache)
      throws IOException {
    return RunStart.prepare(
        new RunFolder(request.out()),
        request.givenSettings(),
        request.resume(),
        new RunSources(
            new Origin(absolute(request.model()), model.manifest().textDigest()),
            new Origin(absolute(request.cache()), digest(cache)),
            cache.tasks()));
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

  private static String absolute(Path path) {
    return path.toAbsolutePath().normalize().toString();
  }
}
