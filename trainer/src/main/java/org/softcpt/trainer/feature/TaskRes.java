package org.softcpt.trainer.feature;

import java.util.List;
import java.util.Map;
import org.softcpt.trainer.method.Classifier;
import org.softcpt.trainer.method.CosineClassifier;
import org.softcpt.trainer.method.MethodOption;
import org.softcpt.trainer.method.MethodOptions;
import org.softcpt.trainer.method.Schedule;

/**
 * Task residual tuning: a residual, zero at first, is learned for every text feature. Text features
 * keep the length that the encoder gives them (about ten in OpenAI's models), so that the published
 * rate means the same. Adam as in the published settings, weight decay 5e-4 included; what is
 * stored are the sums.
 */
final class TaskRes implements FeatureMethod {

  static final List<MethodOption> OPTIONS =
      List.of(
          MethodOption.real("taskres_alpha", 0.5, 0, 100, "factor of the residual"),
          MethodOption.real("taskres_rate", 2e-3, 0, 100, "peak learning rate of Adam"),
          MethodOption.integer(
              "taskres_epochs", 0, 0, "passes; 0: 100 for up to 4 shots, 200 for more"),
          MethodOption.integer("taskres_batch", 256, 1, "images per step"));

  /** Passes for few shots, and for more. */
  private static final int SHORT = 100;

  private static final int LONG = 200;
  private static final int FEW = 4;

  @Override
  public boolean takesTextAsEncoded() {
    return true;
  }

  @Override
  public Fit fit(FeatureProblem problem) {
    MethodOptions options = problem.options();
    double alpha = options.real("taskres_alpha");
    ResidualModel model = new ResidualModel(problem.text(), alpha, problem.logitScale());
    int epochs = epochs(problem);
    Schedule schedule = new Schedule(options.real("taskres_rate"), epochs, 1, 1e-5);
    List<Fit.Step> steps =
        new BatchTraining(problem.train(), epochs, options.integer("taskres_batch"), problem.seed())
            .run(
                model,
                images -> UnitRows.of(images).units(),
                Adam.plain(model.weights(), 1e-8, 5e-4),
                (epoch, step) -> schedule.at(epoch));
    return new Fit(
        Map.of(ZeroShot.TEXT, model.features().tensor()),
        Map.of("alpha", alpha, "epochs", epochs, "from", Fit.FIXED),
        steps);
  }

  private static int epochs(FeatureProblem problem) {
    int given = problem.options().integer("taskres_epochs");
    return given > 0 ? given : problem.train().mostPerClass() <= FEW ? SHORT : LONG;
  }

  @Override
  public Classifier classifier(StoredFit stored) {
    float[] text = stored.rows(ZeroShot.TEXT, stored.classes()).floats();
    return new CosineClassifier(stored.task(), text, stored.logitScale());
  }
}
