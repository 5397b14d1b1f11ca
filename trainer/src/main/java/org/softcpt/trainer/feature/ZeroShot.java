package org.softcpt.trainer.feature;

import java.util.Map;
import org.softcpt.trainer.method.Classifier;
import org.softcpt.trainer.method.CosineClassifier;

/** CLIP as it is: cosines with the mean unit text feature of the task's templates. */
final class ZeroShot implements FeatureMethod {

  static final String TEXT = "text_features";

  @Override
  public Fit fit(FeatureProblem problem) {
    return new Fit(Map.of(TEXT, problem.text().tensor()), Map.of("from", Fit.FIXED));
  }

  @Override
  public Classifier classifier(StoredFit stored) {
    float[] text = stored.rows(TEXT, stored.classes()).floats();
    return new CosineClassifier(stored.task(), text, stored.logitScale());
  }

  @Override
  public boolean answersNewTasks() {
    return true;
  }
}
