package org.softcpt.trainer.feature;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Minimises a smooth function by the limited-memory BFGS method with a line search for the strong
 * Wolfe conditions. It stops where scikit-learn's logistic regression asks SciPy to: at a largest
 * gradient, or where a step no longer lowers the value.
 *
 * @param function what to minimise
 * @param mostIterations after which it stops anyway
 * @param gradientTolerance largest absolute element of a gradient that counts as zero
 * @param relativeDecrease smallest decrease, relative to the value, that is progress
 * @see <a href="https://doi.org/10.1007/978-0-387-40065-5">Nocedal and Wright, Numerical
 *     Optimization, algorithms 7.4 and 7.5</a>
 */
record Lbfgs(
    DifferentiableFunction function,
    int mostIterations,
    double gradientTolerance,
    double relativeDecrease) {

  private static final int MEMORY = 10;

  /** Change of point and gradient in one step. */
  private record Pair(double[] step, double[] change, double curvature) {}

  /** The minimum reached from a starting point, which stays as it is. */
  double[] minimise(double[] start) {
    LinePoint here = LinePoint.at(function, start);
    Deque<Pair> memory = new ArrayDeque<>(); // newest first
    for (int i = 0; i < mostIterations && largest(here.gradient()) > gradientTolerance; i++) {
      double[] direction = direction(here.gradient(), memory);
      LinePoint next = new LineSearch(function, here, direction).find(firstStep(here, memory));
      if (!(next.value() < here.value())) { // rounding: no lower point is left to find
        return here.point();
      }
      remember(memory, here, next);
      boolean done = isSmall(here.value(), next.value());
      here = next;
      if (done) {
        break;
      }
    }
    return here.point();
  }

  /** Without curvature known, a step of length one at most. */
  private static double firstStep(LinePoint here, Deque<Pair> memory) {
    double norm = Math.sqrt(dot(here.gradient(), here.gradient()));
    return memory.isEmpty() ? Math.min(1, 1 / norm) : 1;
  }

  private boolean isSmall(double before, double after) {
    double size = Math.max(1, Math.max(Math.abs(before), Math.abs(after)));
    return before - after <= relativeDecrease * size;
  }

  private static void remember(Deque<Pair> memory, LinePoint here, LinePoint next) {
    double[] step = difference(next.point(), here.point());
    double[] change = difference(next.gradient(), here.gradient());
    double curvature = dot(step, change);
    if (curvature > 0) {
      memory.addFirst(new Pair(step, change, curvature));
    }
    if (memory.size() > MEMORY) {
      memory.removeLast();
    }
  }

  /** The two-loop recursion: minus the inverse Hessian's estimate times the gradient. */
  private static double[] direction(double[] gradient, Deque<Pair> memory) {
    double[] result = gradient.clone();
    double[] factors = new double[memory.size()];
    int index = 0;
    for (Pair pair : memory) {
      factors[index] = dot(pair.step(), result) / pair.curvature();
      add(result, -factors[index++], pair.change());
    }
    scale(result, memory);
    for (Iterator<Pair> oldest = memory.descendingIterator(); oldest.hasNext(); ) {
      Pair pair = oldest.next();
      double factor = dot(pair.change(), result) / pair.curvature();
      add(result, factors[--index] - factor, pair.step());
    }
    for (int i = 0; i < result.length; i++) {
      result[i] = -result[i];
    }
    return result;
  }

  private static void scale(double[] values, Deque<Pair> memory) {
    if (!memory.isEmpty()) {
      Pair newest = memory.getFirst();
      double factor = newest.curvature() / dot(newest.change(), newest.change());
      for (int i = 0; i < values.length; i++) {
        values[i] *= factor;
      }
    }
  }

  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static void add(double[] target, double factor, double[] values) {
    for (int i = 0; i < target.length; i++) {
      target[i] += factor * values[i];
    }
  }

  private static double[] difference(double[] a, double[] b) {
    double[] result = a.clone();
    add(result, -1, b);
    return result;
  }

  private static double largest(double[] values) {
    double largest = 0;
    for (double value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }
}
