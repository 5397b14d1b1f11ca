package org.softcpt.trainer.evaluation;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import org.softcpt.trainer.task.Metric;

/**
 * {@code results.json}: accuracies on the test split, from 0 to 1, with zero-shot beside.
 *
 * @param method the run's method
 * @param mean unweighted mean of the tasks' metrics
 * @param zeroShotMean the same for the zero-shot templates
 * @param tasks in the tasks' order; those without a test image are not in it
 */
@JsonNaming(SnakeCaseStrategy.class)
public record Results(String method, double mean, double zeroShotMean, List<TaskResult> tasks) {

  /** Copies the list. */
  public Results {
    tasks = List.copyOf(tasks);
  }

  /**
   * One task.
   *
   * @param id the task's
   * @param name the task's
   * @param metric which figure {@code accuracy} and {@code zeroShot} are
   * @param images test images
   * @param accuracy of the learned prompts
   * @param zeroShot of the templates
   * @param classes in the task's order
   */
  @JsonNaming(SnakeCaseStrategy.class)
  public record TaskResult(
      String id,
      String name,
      Metric metric,
      int images,
      double accuracy,
      double zeroShot,
      List<ClassResult> classes) {

    /** Copies the list. */
    public TaskResult {
      classes = List.copyOf(classes);
    }
  }

  /**
   * One class.
   *
   * @param id the class's
   * @param name the class's
   * @param images test images
   * @param right how many the learned prompts get right
   * @param zeroShotRight how many the templates get right
   */
  @JsonNaming(SnakeCaseStrategy.class)
  public record ClassResult(String id, String name, int images, int right, int zeroShotRight) {}
}
