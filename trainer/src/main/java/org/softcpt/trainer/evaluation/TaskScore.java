package org.softcpt.trainer.evaluation;

import org.softcpt.trainer.task.Metric;

/**
 * Counts of one task's test images: how many there are of each class, and how many were right.
 *
 * @param images {@code [C_t]}, test images per class
 * @param right {@code [C_t]}, of these, how many were classified right
 */
record TaskScore(int[] images, int[] right) {

  TaskScore(int classes) {
    this(new int[classes], new int[classes]);
  }

  void add(int label, int predicted) {
    images[label]++;
    right[label] += label == predicted ? 1 : 0;
  }

  int total() {
    return sum(images);
  }

  /** The task's figure, from 0 to 1. A class without test images is not in {@code mean_acc}. */
  double value(Metric metric) {
    return switch (metric) {
      case OVERALL_ACC -> (double) sum(right) / total();
      case MEAN_ACC -> meanOfClasses();
    };
  }

  private double meanOfClasses() {
    double accuracies = 0;
    int classes = 0;
    for (int c = 0; c < images.length; c++) {
      if (images[c] > 0) {
        accuracies += (double) right[c] / images[c];
        classes++;
      }
    }
    return accuracies / classes;
  }

  private static int sum(int[] counts) {
    int sum = 0;
    for (int count : counts) {
      sum += count;
    }
    return sum;
  }
}
