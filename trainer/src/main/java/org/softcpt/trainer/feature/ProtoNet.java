package org.softcpt.trainer.feature;

import java.util.Map;
import org.softcpt.models.tensor.FloatTensor;
import org.softcpt.trainer.method.Classifier;

/**
 * The nearest prototype: p_c is the mean feature of a class, the logit is <i>-‖f - p_c‖²</i>
 * without <i>‖f‖²</i>, which all classes share: <i>2 p_c·f - ‖p_c‖²</i>. Features have length one,
 * as elsewhere in CLIP; a class without an image has the prototype 0.
 */
final class ProtoNet implements FeatureMethod {

  @Override
  public Fit fit(FeatureProblem problem) {
    LabelledFeatures train = problem.train();
    int classes = problem.classes();
    Matrix weights = LabelledFeatures.classSums(train.unit(), train.labels(), classes);
    float[] bias = new float[classes];
    for (int c = 0; c < classes; c++) {
      double count = Math.max(1, train.count(c));
      bias[c] = (float) (-weights.dot(c, weights, c) / (count * count));
      for (int d = 0; d < weights.columns(); d++) {
        weights.values()[c * weights.columns() + d] *= 2 / count;
      }
    }
    return new Fit(
        Map.of(
            LinearClassifier.WEIGHT, weights.tensor(),
            LinearClassifier.BIAS, FloatTensor.of(bias, classes)),
        Map.of("from", Fit.FIXED));
  }

  @Override
  public Classifier classifier(StoredFit stored) {
    return LinearClassifier.of(stored, true);
  }
}
