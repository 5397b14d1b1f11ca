package org.softcpt.cli.demo;

import java.awt.geom.Point2D;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Where the figures of a scene lie, without overlap.
 *
 * @param centres one per figure, in pixels
 * @param radius of every figure, in pixels
 */
record Layout(List<Point2D> centres, double radius) {

  private static final double[] SMALL = {12.5, 10.5, 9.5, 8.8};
  private static final double[] LARGE = {20, 15, 13, 11.8};
  private static final int TRIES = 60;

  /** Copies the list. */
  Layout {
    centres = List.copyOf(centres);
  }

  static Layout of(Scene scene, int size, RandomGenerator random) {
    double[] radii = scene.large() ? LARGE : SMALL;
    double radius = radii[scene.count() - 1] * size / 64 * random.nextDouble(0.93, 1.07);
    return scene.count() == 1
        ? single(scene.position(), radius, size, random)
        : scattered(scene.count(), radius, size, random);
  }

  private static Layout single(Position position, double radius, int size, RandomGenerator random) {
    double reach = Math.min(size / 2.0 - radius, 0.3 * size);
    double jitter = 0.04 * size;
    double x = size / 2.0 + position.right * reach + random.nextDouble(-jitter, jitter);
    double y = size / 2.0 + position.down * reach + random.nextDouble(-jitter, jitter);
    return new Layout(List.of(new Point2D.Double(x, y)), radius);
  }

  private static Layout scattered(int count, double radius, int size, RandomGenerator random) {
    double fitting = radius;
    while (true) {
      List<Point2D> centres = attempt(count, fitting, size, random);
      if (centres.size() == count) {
        return new Layout(centres, fitting);
      }
      fitting *= 0.97; // an unlucky start leaves no room; a little smaller always fits in the end
    }
  }

  private static List<Point2D> attempt(int count, double radius, int size, RandomGenerator random) {
    List<Point2D> centres = new ArrayList<>();
    for (int tried = 0; tried < TRIES && centres.size() < count; tried++) {
      double x = random.nextDouble(radius, size - radius);
      double y = random.nextDouble(radius, size - radius);
      if (centres.stream().allMatch(other -> other.distance(x, y) > 2.05 * radius)) {
        centres.add(new Point2D.Double(x, y));
      }
    }
    return centres;
  }
}
