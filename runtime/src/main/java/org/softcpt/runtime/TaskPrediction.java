package org.softcpt.runtime;

import java.util.Comparator;
import java.util.List;

/**
 * One task's answer for one image.
 *
 * @param id the task's short name
 * @param name the task's name as in its prompts
 * @param classes every class of the task, in the task's order; or those that were asked for, the
 *     likeliest first; copied
 */
public record TaskPrediction(String id, String name, List<ClassProbability> classes) {

  private static final Comparator<ClassProbability> MOST_LIKELY =
      Comparator.comparingDouble(ClassProbability::probability).reversed();

  /** Copies the classes. */
  public TaskPrediction {
    classes = List.copyOf(classes);
  }

  /**
   * The most likely classes.
   *
   * @param count how many at most, 0 or more
   * @return the likeliest first; equally likely ones in the task's order
   */
  public List<ClassProbability> top(int count) {
    return classes.stream().sorted(MOST_LIKELY).limit(count).toList();
  }

  /** The same answer with its likeliest classes only. */
  TaskPrediction likeliest(int count) {
    return new TaskPrediction(id, name, top(count));
  }
}
