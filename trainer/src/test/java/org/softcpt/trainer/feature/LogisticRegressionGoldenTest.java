package org.softcpt.trainer.feature;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Against scikit-learn 1.9; made by {@code tools/feature_golden.py}. */
class LogisticRegressionGoldenTest {

  /** Both stop at a gradient of 1e-9; weights near 1 then differ by 1.8e-7, measured; times ten. */
  private static final double WEIGHT = 2e-6;

  /** A probability's slope is at most a quarter of features up to 5: less than the weights'. */
  private static final double PROBABILITY = 2e-6;

  private final JsonNode golden = FeatureGolden.read().get("logistic");

  LogisticRegressionGoldenTest() throws IOException {}

  @Test
  void theMinimumIsScikitLearns() {
    assertEquals(4, golden.size());
    for (JsonNode each : golden) {
      int classes = each.get("classes").asInt();
      Matrix features = FeatureGolden.matrix(each.get("features"), each.get("width").asInt());
      LogisticRegression regression =
          new LogisticRegression(features, FeatureGolden.integers(each.get("labels")), classes);
      LogisticRegression.Model model = regression.fit(each.get("c").asDouble(), 1e-9);
      assertArrayEquals(
          FeatureGolden.numbers(each.get("probabilities")),
          probabilities(LinearClassifier.logits(features, model.weights(), model.bias())),
          PROBABILITY);
      assertArrayEquals(
          FeatureGolden.numbers(each.get("weights")), weights(model.weights()), WEIGHT);
    }
  }

  /** Of two classes scikit-learn has the difference. */
  private static double[] weights(Matrix weights) {
    if (weights.rows() != 2) {
      return weights.values();
    }
    double[] difference = new double[weights.columns()];
    for (int d = 0; d < difference.length; d++) {
      difference[d] = weights.at(1, d) - weights.at(0, d);
    }
    return difference;
  }

  private static double[] probabilities(Matrix logits) {
    double[] shares = new double[logits.values().length];
    for (int row = 0; row < logits.rows(); row++) {
      double sum = 0;
      for (int c = 0; c < logits.columns(); c++) {
        sum += Math.exp(logits.at(row, c) - logits.at(row, 0));
      }
      for (int c = 0; c < logits.columns(); c++) {
        shares[row * logits.columns() + c] = Math.exp(logits.at(row, c) - logits.at(row, 0)) / sum;
      }
    }
    return shares;
  }
}
