package org.softcpt.trainer.feature;

/**
 * The mean cross-entropy of softmaxes.
 *
 * @param value the loss, in nats
 * @param gradient with respect to the logits, {@code [n, C]}
 */
record SoftmaxLoss(double value, Matrix gradient) {

  /** Of logits {@code [n, C]} and labels {@code [n]}. */
  static SoftmaxLoss of(Matrix logits, int[] labels) {
    int classes = logits.columns();
    double[] gradient = new double[logits.values().length];
    double sum = 0;
    for (int image = 0; image < logits.rows(); image++) {
      sum += softmax(logits.values(), image * classes, classes, gradient, labels[image]);
    }
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] /= logits.rows();
    }
    return new SoftmaxLoss(sum / logits.rows(), new Matrix(logits.rows(), classes, gradient));
  }

  /** Writes {@code softmax - one-hot} and gives the cross-entropy of one row. */
  private static double softmax(double[] logits, int from, int classes, double[] out, int label) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < classes; c++) {
      largest = Math.max(largest, logits[from + c]);
    }
    double sum = 0;
    for (int c = 0; c < classes; c++) {
      out[from + c] = Math.exp(logits[from + c] - largest);
      sum += out[from + c];
    }
    for (int c = 0; c < classes; c++) {
      out[from + c] /= sum;
    }
    out[from + label] -= 1;
    return Math.log(sum) + largest - logits[from + label];
  }

  /** The share of rows whose largest logit is the label's; the first of several largest counts. */
  static double accuracy(Matrix logits, int[] labels) {
    int right = 0;
    for (int image = 0; image < logits.rows(); image++) {
      int best = 0;
      for (int c = 1; c < logits.columns(); c++) {
        best = logits.at(image, c) > logits.at(image, best) ? c : best;
      }
      right += best == labels[image] ? 1 : 0;
    }
    return right / (double) logits.rows();
  }
}
