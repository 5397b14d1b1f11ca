package org.softcpt.trainer.feature;

import java.util.List;
import java.util.Map;
import org.softcpt.trainer.method.Classifier;
import org.softcpt.trainer.method.CosineClassifier;
import org.softcpt.trainer.method.MethodOption;
import org.softcpt.trainer.method.MethodOptions;
import org.softcpt.trainer.training.Schedule;

/**
 * Task residual tuning: a residual, zero at first, is learned for every text feature. Adam as in
 * the published settings, weight decay 5e-4 included; what is stored are the sums.
 */
final class TaskRes implements FeatureMethod {

  static final List<MethodOption> OPTIONS =
      List.of(
          MethodOption.real("taskres_alpha", 0.5, 0, 100, "factor of the residual"),
          MethodOption.real("taskres_rate", 2e-3, 0, 100, "peak learning rate of Adam"),
          MethodOption.integer(
              "taskres_epochs", 100, 1, "passes over the images; published: 200 from 8 shots on"),
          MethodOption.integer("taskres_batch", 256, 1, "images per step"));

  @Override
  public Fit fit(FeatureProblem problem) {
    MethodOptions options = problem.options();
    double alpha = options.real("taskres_alpha");
    ResidualModel model = new ResidualModel(problem.text(), alpha, problem.logitScale());
    int epochs = options.integer("taskres_epochs");
    Schedule schedule = new Schedule(options.real("taskres_rate"), epochs, 1, 1e-5);
    new BatchTraining(problem.train(), epochs, options.integer("taskres_batch"), problem.seed())
        .run(
            model,
            images -> UnitRows.of(images).units(),
            Adam.plain(model.weights(), 1e-8, 5e-4),
            (epoch, step) -> schedule.at(epoch));
    return new Fit(
        Map.of(ZeroShot.TEXT, model.features().tensor()),
        Map.of("alpha", alpha, "epochs", epochs, "from", Fit.FIXED));
  }

  @Override
  public Classifier classifier(StoredFit stored) {
    float[] text = stored.rows(ZeroShot.TEXT, stored.classes()).floats();
    return new CosineClassifier(stored.task(), text, stored.logitScale());
  }
}
