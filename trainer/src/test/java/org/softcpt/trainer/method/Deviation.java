package org.softcpt.trainer.method;

import java.util.Map;
import java.util.TreeMap;

/**
 * How far two computations of the same tensors are apart. Of one tensor it is <i>max|a - b| /
 * max|b|</i>, where b is the reference: an element that is small among its neighbours is held to
 * their size, because sums round in proportion to their terms.
 */
final class Deviation {

  private final Map<String, Double> worst = new TreeMap<>();

  /** Adds a tensor; of all of one kind the worst counts. */
  void add(String kind, float[] found, float[] reference) {
    worst.merge(kind, of(found, reference), Math::max);
  }

  static double of(float[] found, float[] reference) {
    if (found.length != reference.length) {
      throw new IllegalArgumentException(found.length + " values, expected " + reference.length);
    }
    double largest = 0;
    double difference = 0;
    for (int i = 0; i < found.length; i++) {
      largest = Math.max(largest, Math.abs(reference[i]));
      double own = Math.abs((double) found[i] - reference[i]);
      difference = own >= difference || Double.isNaN(own) ? own : difference;
    }
    return difference == 0 ? 0 : difference / largest; // both zero: nothing apart
  }

  /** The worst of each kind. */
  Map<String, Double> byKind() {
    return worst;
  }
}
