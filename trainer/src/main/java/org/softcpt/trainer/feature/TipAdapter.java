package org.softcpt.trainer.feature;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.softcpt.models.folder.HeadKind;
import org.softcpt.models.tensor.FloatTensor;
import org.softcpt.trainer.method.Classifier;
import org.softcpt.trainer.method.MethodOption;
import org.softcpt.trainer.method.MethodOptions;

/**
 * Tip-Adapter: the cache's keys are the training images' features, each the mean over its augmented
 * views made length one; α and β are searched on validation.
 */
final class TipAdapter implements FeatureMethod {

  static final List<MethodOption> OPTIONS =
      List.of(
          MethodOption.real(
              "tip_adapter_alpha",
              1,
              0,
              1000,
              "weight of the cache, if there is no validation image"),
          MethodOption.real(
              "tip_adapter_beta", 5.5, 0, 1000, "sharpness, if there is no validation image"));

  @Override
  public Fit fit(FeatureProblem problem) {
    CacheModel model = start(problem);
    return fit(model, start(problem.options()).on(model, problem), problem, List.of());
  }

  static CacheSearch start(MethodOptions options) {
    return new CacheSearch(options.real("tip_adapter_alpha"), options.real("tip_adapter_beta"));
  }

  static CacheModel start(FeatureProblem problem) {
    CacheSearch first = start(problem.options());
    return new CacheModel(
        UnitRows.of(problem.train().meanView()).units(),
        problem.train().labels(),
        problem.text(),
        problem.logitScale(),
        first.alpha(),
        first.beta());
  }

  static Fit fit(
      CacheModel model, CacheSearch chosen, FeatureProblem problem, List<Fit.Step> steps) {
    int[] labels = problem.train().labels();
    float[] values = new float[labels.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = labels[i];
    }
    return new Fit(
        Map.of(
            "keys",
            model.keys().tensor(),
            "labels",
            FloatTensor.of(values, values.length),
            "alpha",
            Fit.scalar(chosen.alpha()),
            "beta",
            Fit.scalar(chosen.beta()),
            ZeroShot.TEXT,
            problem.text().tensor()),
        Map.of("alpha", chosen.alpha(), "beta", chosen.beta(), "from", problem.chosenFrom()),
        steps);
  }

  @Override
  public Optional<HeadKind> storedHead() {
    return Optional.of(HeadKind.CACHE);
  }

  @Override
  public Classifier classifier(StoredFit stored) {
    Matrix keys = stored.rows("keys", -1);
    return new CacheClassifier(
        new CacheModel(
            keys,
            labels(stored.vector("labels", keys.rows()), stored.classes()),
            stored.rows(ZeroShot.TEXT, stored.classes()),
            stored.logitScale(),
            stored.scalar("alpha"),
            stored.scalar("beta")));
  }

  private static int[] labels(float[] stored, int classes) {
    int[] labels = new int[stored.length];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (int) stored[i];
      if (labels[i] != stored[i] || labels[i] < 0 || labels[i] >= classes) {
        throw new IllegalArgumentException(
            "tensor 'labels': expected whole numbers below %d, found %s"
                .formatted(classes, stored[i]));
      }
    }
    return labels;
  }
}
