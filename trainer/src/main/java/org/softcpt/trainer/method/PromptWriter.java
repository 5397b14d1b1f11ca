package org.softcpt.trainer.method;

import java.util.Optional;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.onnx.meta.MetaNetworkGraph;
import org.softcpt.trainer.task.TaskSet;

/**
 * What a prompt method is, too, if it can write prompts for tasks or classes that it was not
 * trained on: a meta network writes a context from a task's name alone, a context that all classes
 * share fits any class.
 */
public interface PromptWriter {

  /**
   * Writes text features with the present parameters.
   *
   * @param tasks any tasks and classes
   * @return {@code [C, D]}, any norm, the tasks' classes one after another
   * @throws InvalidInputException if the method has nothing for one of the tasks or classes, or a
   *     name is too long; the message says why
   */
  float[] textFeatures(TaskSet tasks) throws InvalidInputException;

  /**
   * What of the method a bundle can carry, to do the same for new tasks without this module.
   *
   * @return the network, or empty if the method has none that reads task names alone
   */
  default Optional<MetaNetworkGraph> metaNetwork() {
    return Optional.empty();
  }
}
