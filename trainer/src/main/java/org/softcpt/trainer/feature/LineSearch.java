package org.softcpt.trainer.feature;

/**
 * Looks along a direction of descent for a point of the strong Wolfe conditions: bracket, then zoom
 * by cubic interpolation.
 *
 * @param function what is minimised
 * @param start where the line begins
 * @param direction of descent
 * @see <a href="https://doi.org/10.1007/978-0-387-40065-5">Nocedal and Wright, Numerical
 *     Optimization, algorithms 3.5 and 3.6</a>
 */
record LineSearch(DifferentiableFunction function, LinePoint start, double[] direction) {

  private static final double DECREASE = 1e-4;
  private static final double CURVATURE = 0.9;
  private static final int MOST_TRIALS = 20;

  /** A step along the line. */
  private record Trial(double step, LinePoint at, double slope) {

    double value() {
      return at.value();
    }
  }

  /** A point of the conditions; after too many trials the lowest there was. */
  LinePoint find(double firstStep) {
    double slope = Lbfgs.dot(start.gradient(), direction);
    Trial origin = new Trial(0, start, slope);
    Trial before = origin;
    double step = firstStep;
    for (int i = 0; i < MOST_TRIALS; i++) {
      Trial trial = at(step);
      if (isTooHigh(trial, origin) || i > 0 && trial.value() >= before.value()) {
        return zoom(origin, before, trial);
      }
      if (Math.abs(trial.slope()) <= -CURVATURE * slope) {
        return trial.at();
      }
      if (trial.slope() >= 0) {
        return zoom(origin, trial, before);
      }
      before = trial;
      step *= 2;
    }
    return before.at();
  }

  private Trial at(double step) {
    double[] point = start.point().clone();
    for (int i = 0; i < point.length; i++) {
      point[i] += step * direction[i];
    }
    LinePoint there = LinePoint.at(function, point);
    return new Trial(step, there, Lbfgs.dot(there.gradient(), direction));
  }

  private static boolean isTooHigh(Trial trial, Trial origin) {
    return !(trial.value() <= origin.value() + DECREASE * trial.step() * origin.slope());
  }

  /** Between the lowest trial known and another, with a minimum between them. */
  private LinePoint zoom(Trial origin, Trial first, Trial second) {
    Trial low = first;
    Trial high = second;
    for (int i = 0; i < MOST_TRIALS; i++) {
      Trial trial = at(inside(low, high));
      if (isTooHigh(trial, origin) || trial.value() >= low.value()) {
        high = trial;
        continue;
      }
      if (Math.abs(trial.slope()) <= -CURVATURE * origin.slope()) {
        return trial.at();
      }
      high = trial.slope() * (high.step() - low.step()) >= 0 ? low : high;
      low = trial;
    }
    return low.at();
  }

  /** The cubic's minimum, kept off the ends; the middle where there is none. */
  private static double inside(Trial low, Trial high) {
    double width = high.step() - low.step();
    double sum = low.slope() + high.slope() - 3 * (high.value() - low.value()) / width;
    double root = Math.copySign(Math.sqrt(sum * sum - low.slope() * high.slope()), width);
    double minimum =
        high.step() - width * (high.slope() + root - sum) / (high.slope() - low.slope() + 2 * root);
    double margin = 0.1 * Math.abs(width);
    double least = Math.min(low.step(), high.step()) + margin;
    double most = Math.max(low.step(), high.step()) - margin;
    return Double.isFinite(minimum)
        ? Math.max(least, Math.min(most, minimum))
        : low.step() + width / 2;
  }
}
