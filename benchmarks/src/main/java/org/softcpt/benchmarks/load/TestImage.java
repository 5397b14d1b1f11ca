package org.softcpt.benchmarks.load;

import java.util.List;
import java.util.Map;

/**
 * An image file and what must be answered.
 *
 * @param name its file name
 * @param content the file's bytes; not to be changed
 * @param contentType e.g. {@code image/jpeg}
 * @param expected per task id, in the bundle's order, the probability of each class by name
 */
record TestImage(
    String name, byte[] content, String contentType, List<Map<String, Double>> expected) {

  TestImage {
    expected = List.copyOf(expected);
  }

  /**
   * How far answers are from what is expected of this image.
   *
   * @param answer per task the probability of each class by name
   * @return the largest difference of two probabilities; infinite if tasks or classes are others
   */
  double distance(List<Map<String, Double>> answer) {
    if (answer.size() != expected.size()) {
      return Double.POSITIVE_INFINITY;
    }
    double largest = 0;
    for (int task = 0; task < answer.size(); task++) {
      largest = Math.max(largest, distance(expected.get(task), answer.get(task)));
    }
    return largest;
  }

  private static double distance(Map<String, Double> expected, Map<String, Double> found) {
    if (!expected.keySet().equals(found.keySet())) {
      return Double.POSITIVE_INFINITY;
    }
    return expected.entrySet().stream()
        .mapToDouble(entry -> Math.abs(entry.getValue() - found.get(entry.getKey())))
        .max()
        .orElse(0);
  }
}
