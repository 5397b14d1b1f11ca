package org.softcpt.trainer.feature;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.softcpt.models.tensor.FloatTensor;
import org.softcpt.trainer.method.Classifier;

/**
 * Logistic regression on features as the encoder gave them. C is the best of seven by validation,
 * then narrowed in eight steps of halving the (logarithmic) range around it, the published way.
 */
final class LinearProbe implements FeatureMethod {

  private static final List<Double> FIRST = List.of(1e6, 1e4, 1e2, 1.0, 1e-2, 1e-4, 1e-6);
  private static final int STEPS = 8;

  /** scikit-learn's default, of a task with no image to validate on. */
  private static final double UNSEARCHED = 1;

  @Override
  public Fit fit(FeatureProblem problem) {
    LabelledFeatures train = problem.train();
    LogisticRegression regression =
        new LogisticRegression(train.plain(), train.labels(), problem.classes());
    Map<Double, LogisticRegression.Model> models = new HashMap<>();
    double chosen = UNSEARCHED;
    if (problem.canValidate()) {
      Matrix images = problem.validation().plain();
      int[] labels = problem.validation().labels();
      chosen = search(c -> models.computeIfAbsent(c, regression::fit).accuracy(images, labels));
    }
    LogisticRegression.Model model = models.computeIfAbsent(chosen, regression::fit);
    return new Fit(
        Map.of(
            LinearClassifier.WEIGHT, model.weights().tensor(),
            LinearClassifier.BIAS, FloatTensor.of(model.bias(), problem.classes())),
        Map.of("C", chosen, "from", problem.chosenFrom()));
  }

  /** Finds C; of equal ones the first, and on the way down the smaller. */
  static double search(DoubleUnaryOperator accuracy) {
    double peak = FIRST.get(0);
    for (double c : FIRST) {
      peak = accuracy.applyAsDouble(c) > accuracy.applyAsDouble(peak) ? c : peak;
    }
    double left = peak / 10;
    double right = peak * 10;
    double chosen = peak;
    for (int step = 0; step < STEPS; step++) {
      boolean up = accuracy.applyAsDouble(left) < accuracy.applyAsDouble(right);
      chosen = up ? right : left;
      double middle = Math.sqrt(left * right);
      left = up ? middle : left;
      right = up ? right : middle;
    }
    return chosen;
  }

  @Override
  public Classifier classifier(StoredFit stored) {
    return LinearClassifier.of(stored, false);
  }
}
