package org.softcpt.trainer.method;

import java.util.List;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.trainer.task.TaskSet;

/** A method that learns {@link ContextPrompts} and nothing else; what it adds is the loss. */
interface ContextCoop extends PromptMethod, PromptWriter, ContextMethod {

  /** What is learned. */
  ContextPrompts prompts();

  @Override
  default List<Parameter> parameters() {
    return List.of(prompts().context());
  }

  @Override
  default List<NamedContext> contexts() {
    return prompts().contexts();
  }

  @Override
  default Classifier classifier() {
    return prompts().classifier();
  }

  @Override
  default float[] textFeatures(TaskSet tasks) throws InvalidInputException {
    return prompts().features(tasks);
  }

  @Override
  default void close() {} // the setup's segments are not the method's
}
