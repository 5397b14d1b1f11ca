package org.softcpt.benchmarks.load;

import java.util.List;

/**
 * A straight line through points, by least squares.
 *
 * @param slope of y by x
 * @param error standard error of the slope if deviations from the line were independent; those of
 *     memory are not, so a slope of a few errors is no trend yet
 */
record Trend(double slope, double error) {

  /** What was measured, e.g. seconds and MiB. */
  record Point(double x, double y) {}

  /** Fits the line; there must be three points or more, not all at the same x. */
  static Trend of(List<Point> points) {
    double x = points.stream().mapToDouble(Point::x).average().orElseThrow();
    double y = points.stream().mapToDouble(Point::y).average().orElseThrow();
    double spread = points.stream().mapToDouble(p -> (p.x() - x) * (p.x() - x)).sum();
    double slope = points.stream().mapToDouble(p -> (p.x() - x) * (p.y() - y)).sum() / spread;
    double residual =
        points.stream()
            .mapToDouble(p -> p.y() - y - slope * (p.x() - x))
            .map(distance -> distance * distance)
            .sum();
    return new Trend(slope, Math.sqrt(residual / (points.size() - 2) / spread));
  }
}
