package org.softcpt.runtime;

import java.util.LinkedHashSet;
import java.util.List;

/**
 * What is answered about an image.
 *
 * @param tasks ids of the wanted tasks, in the order of the answers; none means all, in the
 *     bundle's order; copied, each once
 * @param top how many classes of a task, the likeliest first; 0 means all, in the task's order
 */
public record Selection(List<String> tasks, int top) {

  /** Every class of every task. */
  public static final Selection ALL = new Selection(List.of(), 0);

  /**
   * Copies the ids.
   *
   * @throws IllegalArgumentException if the number of classes is negative
   */
  public Selection {
    tasks = List.copyOf(new LinkedHashSet<>(tasks));
    if (top < 0) {
      throw new IllegalArgumentException("top: expected 0 or more classes, found " + top);
    }
  }

  /**
   * Every class of some tasks.
   *
   * @param ids of the tasks; none means all
   * @return the selection
   */
  public static Selection tasks(String... ids) {
    return new Selection(List.of(ids), 0);
  }

  /**
   * The likeliest classes only.
   *
   * @param count how many of each task, 1 or more; 0 means all
   * @return the same tasks
   * @throws IllegalArgumentException if the number is negative
   */
  public Selection top(int count) {
    return new Selection(tasks, count);
  }
}
