package org.softcpt.trainer.feature;

/** A smooth function of many numbers, for {@link Lbfgs}. */
interface DifferentiableFunction {

  /** Gives the value at a point and overwrites {@code gradient}. */
  double value(double[] point, double[] gradient);
}
