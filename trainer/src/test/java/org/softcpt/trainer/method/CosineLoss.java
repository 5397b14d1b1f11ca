package org.softcpt.trainer.method;

import java.util.Arrays;

/** The class segment's loss in plain Java and double: cosines, softmax per task, cross-entropy. */
final class CosineLoss {

  private final int width;
  private final PairBatch batch;
  private final float[] features;
  private final double[] logits; // [R, C]
  private final double[] logitGradient; // [R, C]
  private final double scale;
  private double value;

  CosineLoss(float[] features, long[] groups, int width, PairBatch batch, double scale) {
    this.width = width;
    this.batch = batch;
    this.features = features;
    this.scale = scale;
    int classes = groups.length;
    logits = new double[batch.pairs() * classes];
    logitGradient = new double[logits.length];
    for (int pair = 0; pair < batch.pairs(); pair++) {
      for (int c = 0; c < classes; c++) {
        logits[pair * classes + c] = scale * cosine(pair, c);
      }
      addPair(pair, groups);
    }
  }

  double value() {
    return value;
  }

  float[] logits() {
    float[] result = new float[logits.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = (float) logits[i];
    }
    return result;
  }

  /** d cos(f, g)/dg = (f/|f| - cos·g/|g|) / |g|. */
  float[] featureGradient() {
    int classes = features.length / width;
    float[] result = new float[features.length];
    for (int c = 0; c < classes; c++) {
      double norm = norm(features, c);
      for (int d = 0; d < width; d++) {
        double sum = 0;
        for (int pair = 0; pair < batch.pairs(); pair++) {
          double image = batch.features()[pair * width + d] / norm(batch.features(), pair);
          double cosine = logits[pair * classes + c] / scale;
          double own = features[c * width + d] / norm;
          sum += logitGradient[pair * classes + c] * scale * (image - cosine * own) / norm;
        }
        result[c * width + d] = (float) sum;
      }
    }
    return result;
  }

  private void addPair(int pair, long[] groups) {
    int classes = groups.length;
    double[] exponentials = new double[classes];
    for (int c = 0; c < classes; c++) {
      boolean own = groups[c] == batch.tasks()[pair];
      exponentials[c] = own ? Math.exp(logits[pair * classes + c]) : 0;
    }
    double sum = Arrays.stream(exponentials).sum();
    int label = (int) batch.labels()[pair];
    value -= Math.log(exponentials[label] / sum) / batch.images();
    for (int c = 0; c < classes; c++) {
      double target = c == label ? 1 : 0;
      logitGradient[pair * classes + c] = (exponentials[c] / sum - target) / batch.images();
    }
  }

  private double cosine(int pair, int prompt) {
    double dot = 0;
    for (int d = 0; d < width; d++) {
      dot += (double) batch.features()[pair * width + d] * features[prompt * width + d];
    }
    return dot / norm(batch.features(), pair) / norm(features, prompt);
  }

  private double norm(float[] rows, int row) {
    double squares = 0;
    for (int d = 0; d < width; d++) {
      squares += (double) rows[row * width + d] * rows[row * width + d];
    }
    return Math.sqrt(squares);
  }
}
