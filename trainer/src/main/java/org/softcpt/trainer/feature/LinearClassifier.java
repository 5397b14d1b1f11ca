package org.softcpt.trainer.feature;

import java.util.Optional;
import org.softcpt.trainer.method.Classifier;
import org.softcpt.trainer.method.LinearHead;
import org.softcpt.trainer.method.Vectors;

/**
 * Logits that are linear in the image feature, of one task.
 *
 * @param head weights and biases
 */
record LinearClassifier(LinearHead head) implements Classifier {

  static final String WEIGHT = "weight";
  static final String BIAS = "bias";

  static LinearClassifier of(StoredFit stored, boolean unitFeatures) {
    float[] weights = stored.rows(WEIGHT, stored.classes()).floats();
    float[] bias = stored.vector(BIAS, stored.classes());
    return new LinearClassifier(new LinearHead(weights, bias, unitFeatures));
  }

  @Override
  public float[] logits(int task, float[] features) {
    int width = head.width();
    float[] rows =
        head.unitFeatures() ? Vectors.unitRows(features, features.length / width) : features;
    return logits(Matrix.of(rows, width), Matrix.of(head.weights(), width), head.bias()).floats();
  }

  /** images · weightsᵀ + bias, {@code [n, C]}. */
  static Matrix logits(Matrix images, Matrix weights, float[] bias) {
    Matrix logits = images.timesTransposed(weights);
    for (int i = 0; i < logits.values().length; i++) {
      logits.values()[i] += bias[i % bias.length];
    }
    return logits;
  }

  @Override
  public Optional<LinearHead> linearHead() {
    return Optional.of(head);
  }
}
