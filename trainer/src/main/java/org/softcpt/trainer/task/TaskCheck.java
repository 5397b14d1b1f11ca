package org.softcpt.trainer.task;

import java.util.List;

/**
 * What of a task's images is there.
 *
 * @param id the task
 * @param source its folder or list
 * @param classes with their numbers of images that are there; none if the task could not be read;
 *     copied
 * @param absent number of images that are listed, but not there
 * @param problems what is missing or wrong, a line each; copied
 */
public record TaskCheck(
    String id, String source, List<ClassCheck> classes, int absent, List<String> problems) {

  /**
   * A class and its images.
   *
   * @param id the class
   * @param train training images
   * @param val validation images
   * @param test test images
   */
  public record ClassCheck(String id, int train, int val, int test) {}

  /** Copies the lists. */
  public TaskCheck {
    classes = List.copyOf(classes);
    problems = List.copyOf(problems);
  }

  /**
   * Whether the task can be learned and tested.
   *
   * @return true if there is no problem
   */
  public boolean isComplete() {
    return problems.isEmpty();
  }
}
