package org.softcpt.trainer.feature;

/**
 * Multinomial logistic regression, minimising <i>w·w / 2 + C · Σ loss</i>, the intercepts free, as
 * scikit-learn's {@code LogisticRegression} does. Divided by C·n, as there, so that the tolerance
 * means the same at every C. With two classes scikit-learn has one vector, the difference of our
 * two, and penalises that: so the penalty of ours counts twice then.
 *
 * @param features {@code [n, D]}
 * @param labels {@code [n]}
 * @param classes C
 * @see <a
 *     href="https://scikit-learn.org/stable/modules/generated/sklearn.linear_model.LogisticRegression.html">
 *     sklearn.linear_model.LogisticRegression</a>
 */
record LogisticRegression(Matrix features, int[] labels, int classes) {

  /** The published number. */
  static final int MOST_ITERATIONS = 1000;

  /** scikit-learn's default. */
  static final double TOLERANCE = 1e-4;

  private static final double RELATIVE_DECREASE = 64 * Math.ulp(1.0); // scikit-learn's

  /** Weights {@code [C, D]} and intercepts {@code [C]}. */
  record Model(Matrix weights, float[] bias) {

    double accuracy(Matrix images, int[] labels) {
      return SoftmaxLoss.accuracy(LinearClassifier.logits(images, weights, bias), labels);
    }
  }

  Model fit(double inversePenalty) {
    return fit(inversePenalty, TOLERANCE);
  }

  Model fit(double inversePenalty, double tolerance) {
    int weights = classes * features.columns();
    double penalty = (classes == 2 ? 2 : 1) / (inversePenalty * features.rows());
    double[] best =
        new Lbfgs(
                (point, gradient) -> loss(point, gradient, penalty),
                MOST_ITERATIONS,
                tolerance,
                RELATIVE_DECREASE)
            .minimise(new double[weights + classes]);
    float[] bias = new float[classes];
    for (int c = 0; c < classes; c++) {
      bias[c] = (float) best[weights + c];
    }
    return new Model(weights(best), bias);
  }

  /** The mean loss and its share of the penalty; a point is weights, then intercepts. */
  double loss(double[] point, double[] gradient, double penalty) {
    Matrix weights = weights(point);
    int count = weights.values().length;
    Matrix logits = features.timesTransposed(weights);
    for (int i = 0; i < logits.values().length; i++) {
      logits.values()[i] += point[count + i % classes];
    }
    SoftmaxLoss loss = SoftmaxLoss.of(logits, labels);
    double[] slope = loss.gradient().transposedTimes(features).values();
    for (int i = 0; i < count; i++) {
      gradient[i] = slope[i] + penalty * point[i];
    }
    for (int c = 0; c < classes; c++) {
      gradient[count + c] = sum(loss.gradient(), c);
    }
    return loss.value() + penalty / 2 * Lbfgs.dot(weights.values(), weights.values());
  }

  private Matrix weights(double[] point) {
    double[] values = new double[classes * features.columns()];
    System.arraycopy(point, 0, values, 0, values.length);
    return new Matrix(classes, features.columns(), values);
  }

  private static double sum(Matrix matrix, int column) {
    double sum = 0;
    for (int row = 0; row < matrix.rows(); row++) {
      sum += matrix.at(row, column);
    }
    return sum;
  }
}
