package org.softcpt.trainer.feature;

/**
 * A function where it was evaluated.
 *
 * @param point where
 * @param value of the function
 * @param gradient of the function
 */
record LinePoint(double[] point, double value, double[] gradient) {

  static LinePoint at(DifferentiableFunction function, double[] point) {
    double[] gradient = new double[point.length];
    return new LinePoint(point.clone(), function.value(point, gradient), gradient);
  }
}
