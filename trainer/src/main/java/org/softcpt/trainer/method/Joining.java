package org.softcpt.trainer.method;

import java.util.Arrays;
import java.util.List;

/**
 * How task features and class features become rows of the sub-network's input. Published names:
 * {@code lin}, {@code linmean}, {@code lincls}. Without class features a row is a task's feature.
 */
enum Joining {
  /** A class's feature, then its task's: rows of {@code 2D}. */
  CONCATENATION("lin"),

  /** The mean of both: rows of {@code D}. */
  MEAN("linmean"),

  /** The class's feature alone: rows of {@code D}. */
  CLASS_ALONE("lincls");

  /** Published names, in the order of the constants. */
  static final List<String> NAMES = Arrays.stream(values()).map(each -> each.name).toList();

  private final String name;

  Joining(String name) {
    this.name = name;
  }

  /** Finds a constant by its published name. */
  static Joining named(String name) {
    return values()[NAMES.indexOf(name)];
  }

  /** Width of a row, for features of {@code width} each. */
  int width(int width) {
    return this == CONCATENATION ? Math.multiplyExact(2, width) : width;
  }

  /**
   * Joins.
   *
   * @param classes {@code [C, D]}
   * @param tasks {@code [T, D]}
   * @param owners task of each class {@code [C]}
   * @return {@code [C, D]} or {@code [C, 2D]}
   */
  float[] join(float[] classes, float[] tasks, int[] owners) {
    int width = classes.length / owners.length;
    float[] rows = new float[Math.multiplyExact(owners.length, width(width))];
    for (int c = 0; c < owners.length; c++) {
      int to = c * width(width);
      System.arraycopy(classes, c * width, rows, to, width);
      if (this == CONCATENATION) {
        System.arraycopy(tasks, owners[c] * width, rows, to + width, width);
      } else if (this == MEAN) {
        for (int d = 0; d < width; d++) {
          rows[to + d] = (rows[to + d] + tasks[owners[c] * width + d]) / 2;
        }
      }
    }
    return rows;
  }

  /**
   * The class features' part of a gradient.
   *
   * @param rows dL/drows
   * @param owners task of each class
   * @return dL/dclasses {@code [C, D]}
   */
  float[] classGradient(float[] rows, int[] owners) {
    int width = rows.length / owners.length / (this == CONCATENATION ? 2 : 1);
    float[] gradient = new float[owners.length * width];
    for (int c = 0; c < owners.length; c++) {
      for (int d = 0; d < width; d++) {
        gradient[c * width + d] = share() * rows[c * width(width) + d];
      }
    }
    return gradient;
  }

  /**
   * The task features' part of a gradient: the sum over the task's classes.
   *
   * @param rows dL/drows
   * @param owners task of each class
   * @param tasks T
   * @return dL/dtasks {@code [T, D]}
   */
  float[] taskGradient(float[] rows, int[] owners, int tasks) {
    int width = rows.length / owners.length / (this == CONCATENATION ? 2 : 1);
    float[] gradient = new float[tasks * width];
    if (this == CLASS_ALONE) {
      return gradient;
    }
    int offset = this == CONCATENATION ? width : 0;
    for (int c = 0; c < owners.length; c++) {
      for (int d = 0; d < width; d++) {
        gradient[owners[c] * width + d] += share() * rows[c * width(width) + offset + d];
      }
    }
    return gradient;
  }

  private float share() {
    return this == MEAN ? 0.5f : 1;
  }
}
