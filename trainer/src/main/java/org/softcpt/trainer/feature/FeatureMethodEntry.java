package org.softcpt.trainer.feature;

import java.util.List;
import org.softcpt.trainer.method.MethodOption;
import org.softcpt.trainer.method.MethodOptions;
import org.softcpt.trainer.method.MethodRow;
import org.softcpt.trainer.task.TaskSet;

/**
 * A method that is fit on cached features.
 *
 * @param name what {@code --method} takes
 * @param description one line
 * @param source where it was published
 * @param options its own settings; copied
 * @param method fits it
 */
public record FeatureMethodEntry(
    String name,
    String description,
    String source,
    List<MethodOption> options,
    FeatureMethod method)
    implements MethodRow {

  /** Copies the options. */
  public FeatureMethodEntry {
    options = List.copyOf(options);
  }

  /**
   * Says which prompts the method starts from.
   *
   * @param tasks with templates of their own
   * @param values the method's settings
   * @return the tasks with the templates that are chosen, if the method has a choice
   */
  public TaskSet prompts(TaskSet tasks, MethodOptions values) {
    return options.contains(Templates.OPTION) ? Templates.applied(tasks, values) : tasks;
  }

  @Override
  public boolean isTrainedInSteps() {
    return false;
  }
}
