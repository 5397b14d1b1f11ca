package org.softcpt.trainer.method;

import org.softcpt.models.io.InvalidInputException;
import org.softcpt.trainer.task.TaskSet;

/** What a prompt method is, too, if it can tell apart classes that it was not trained on. */
public interface ClassifierWriter {

  /**
   * Makes a classifier with the present parameters.
   *
   * @param tasks any tasks and classes
   * @return good until the method's next step or close
   * @throws InvalidInputException if the method has nothing for one of the tasks or classes, or a
   *     name is too long; the message says why
   */
  Classifier classifier(TaskSet tasks) throws InvalidInputException;
}
