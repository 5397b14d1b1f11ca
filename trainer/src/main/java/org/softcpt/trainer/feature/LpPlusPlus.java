package org.softcpt.trainer.feature;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.softcpt.models.tensor.FloatTensor;
import org.softcpt.trainer.method.Classifier;
import org.softcpt.trainer.method.MethodOption;

/**
 * LP++: full-batch descent whose step sizes and starting values come from the data, so that nothing
 * is searched but the iteration, by validation. The multipliers move at every tenth iteration, by
 * that iteration's gradient (the published program adds up those of all iterations before).
 */
final class LpPlusPlus implements FeatureMethod {

  static final List<MethodOption> OPTIONS =
      List.of(MethodOption.integer("lpplus_iterations", 300, 1, "steps of descent"));

  private static final int MULTIPLIER_INTERVAL = 10;
  private static final double MOMENTUM = 0.9;
  private static final double FIRST_MULTIPLIER = 250; // times the mean cosine with the own class

  @Override
  public Fit fit(FeatureProblem problem) {
    Matrix images = problem.train().unit();
    LpPlusPlusStart start =
        LpPlusPlusStart.of(images, problem.train().labels(), problem.text(), FIRST_MULTIPLIER);
    BlendedModel model = new BlendedModel(problem.text(), start.weight(), start.multiplier());
    Momentum optimiser = new Momentum(model.probe(), MOMENTUM, 0);
    Best best = new Best(problem);
    for (int i = 1; i <= problem.options().integer("lpplus_iterations"); i++) {
      SoftmaxLoss loss = SoftmaxLoss.of(model.logits(images), problem.train().labels());
      model.backward(loss.gradient());
      optimiser.step(start.weightRate());
      best.steps.add(new Fit.Step(i, loss.value(), start.weightRate()));
      if (i % MULTIPLIER_INTERVAL == 0) {
        move(model.multipliers(), start.multiplierRate());
      }
      best.see(model, i);
    }
    return best.fit();
  }

  private static void move(Weights multipliers, double rate) {
    for (int c = 0; c < multipliers.values().length; c++) {
      multipliers.values()[c] -= rate * multipliers.gradient()[c];
    }
  }

  @Override
  public Classifier classifier(StoredFit stored) {
    return LinearClassifier.of(stored, true);
  }

  /** The model of the best iteration; of equally good ones, or without validation, the last. */
  private static final class Best {

    private final FeatureProblem problem;
    private final Matrix images; // validation, [n, D]
    private final List<Fit.Step> steps = new ArrayList<>();
    private double highest = -1;
    private int iteration;
    private Matrix weights = Matrix.zeros(0, 1);
    private float[] bias = new float[0];

    Best(FeatureProblem problem) {
      this.problem = problem;
      this.images = problem.validation().unit();
    }

    void see(BlendedModel model, int number) {
      int[] labels = problem.validation().labels();
      double accuracy =
          problem.canValidate() ? SoftmaxLoss.accuracy(model.logits(images), labels) : 0;
      if (accuracy >= highest) {
        highest = accuracy;
        iteration = number;
        weights = model.blended();
        bias = model.bias();
      }
    }

    Fit fit() {
      Map<String, Object> chosen = new LinkedHashMap<>();
      chosen.put("iteration", iteration);
      chosen.put("from", problem.chosenFrom());
      return new Fit(
          Map.of(
              LinearClassifier.WEIGHT, weights.tensor(),
              LinearClassifier.BIAS, FloatTensor.of(bias, bias.length)),
          chosen,
          steps);
    }
  }
}
