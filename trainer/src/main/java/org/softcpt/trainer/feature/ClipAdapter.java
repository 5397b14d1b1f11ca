package org.softcpt.trainer.feature;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.softcpt.models.folder.HeadKind;
import org.softcpt.trainer.method.Classifier;
import org.softcpt.trainer.method.MethodOption;
import org.softcpt.trainer.method.MethodOptions;
import org.softcpt.trainer.method.Schedule;
import org.softcpt.trainer.method.Seeds;

/**
 * CLIP-Adapter on image features, by CoOp's recipe of training (SGD, a warm-up epoch, cosine),
 * which the published program runs in. Features go in as the encoder gave them, as there.
 */
final class ClipAdapter implements FeatureMethod {

  static final List<MethodOption> OPTIONS =
      List.of(
          MethodOption.real("clip_adapter_ratio", 0.2, 0, 1, "share of the adapted feature"),
          MethodOption.integer("clip_adapter_reduction", 4, 1, "width over hidden width"),
          MethodOption.real("clip_adapter_rate", 2e-3, 0, 100, "peak learning rate of SGD"),
          MethodOption.integer(
              "clip_adapter_epochs",
              0,
              0,
              "passes; 0: CoOp's 50 for 1 shot, 100 for up to 4, 200 for more"),
          MethodOption.integer("clip_adapter_batch", 32, 1, "images per step"));

  @Override
  public Fit fit(FeatureProblem problem) {
    MethodOptions options = problem.options();
    AdapterModel model = start(problem);
    int epochs = epochs(problem);
    Schedule schedule = new Schedule(options.real("clip_adapter_rate"), epochs, 1, 1e-5);
    List<Fit.Step> steps =
        new BatchTraining(
                problem.train(), epochs, options.integer("clip_adapter_batch"), problem.seed())
            .run(
                model,
                images -> images,
                new Momentum(model.weights(), 0.9, 5e-4),
                (epoch, step) -> schedule.at(epoch));
    double ratio = options.real("clip_adapter_ratio");
    return new Fit(
        Map.of(
            "down",
            model.weights().get(0).matrix().tensor(),
            "up",
            model.weights().get(1).matrix().tensor(),
            "ratio",
            Fit.scalar(ratio),
            ZeroShot.TEXT,
            problem.text().tensor()),
        Map.of("ratio", ratio, "epochs", epochs, "from", Fit.FIXED),
        steps);
  }

  private static int epochs(FeatureProblem problem) {
    int given = problem.options().integer("clip_adapter_epochs");
    int shots = problem.train().mostPerClass();
    return given > 0 ? given : shots <= 1 ? 50 : shots <= 4 ? 100 : 200;
  }

  /** Uniform within 1/√inputs, as PyTorch starts linear layers. */
  static AdapterModel start(FeatureProblem problem) {
    int width = problem.train().width();
    int hidden = Math.max(1, width / problem.options().integer("clip_adapter_reduction"));
    return new AdapterModel(
        uniform(problem.seed(), "clip-adapter down", hidden, width),
        uniform(problem.seed(), "clip-adapter up", width, hidden),
        problem.text(),
        problem.options().real("clip_adapter_ratio"),
        problem.logitScale());
  }

  private static Matrix uniform(long seed, String purpose, int rows, int columns) {
    double bound = 1 / Math.sqrt(columns);
    Random random = new Random(Seeds.derive(seed, purpose));
    return new Matrix(
        rows, columns, random.doubles((long) rows * columns, -bound, bound).toArray());
  }

  @Override
  public Optional<HeadKind> storedHead() {
    return Optional.of(HeadKind.ADAPTER);
  }

  @Override
  public Classifier classifier(StoredFit stored) {
    Matrix down = stored.rows("down", -1);
    AdapterModel model =
        new AdapterModel(
            down,
            stored.matrix("up", stored.width(), down.rows()),
            stored.rows(ZeroShot.TEXT, stored.classes()),
            stored.scalar("ratio"),
            stored.logitScale());
    return new AdapterClassifier(model);
  }

  /** Answers with an adapted image feature. */
  private record AdapterClassifier(AdapterModel model) implements Classifier {

    @Override
    public float[] logits(int task, float[] features) {
      return model.logits(Matrix.of(features, model.width())).floats();
    }
  }
}
