package org.softcpt.trainer.task;

import java.util.Comparator;

/**
 * Where a list of images names an image first. Published samples are drawn from lists, so that
 * their order matters; what is found in folders has no such place.
 *
 * @param list number of the list in the task file, from 0: tasks that share a list are one data set
 * @param order number of the image in the list, from 0
 */
public record ListPlace(int list, int order) implements Comparable<ListPlace> {

  private static final Comparator<ListPlace> ORDER =
      Comparator.comparingInt(ListPlace::list).thenComparingInt(ListPlace::order);

  /**
   * Checks both numbers.
   *
   * @throws IllegalArgumentException if one is negative
   */
  public ListPlace {
    if (list < 0 || order < 0) {
      throw new IllegalArgumentException("list %d, order %d: negative".formatted(list, order));
    }
  }

  @Override
  public int compareTo(ListPlace other) {
    return ORDER.compare(this, other);
  }
}
