package org.softcpt.trainer.method;

import org.softcpt.models.io.InvalidInputException;
import org.softcpt.trainer.task.ClassDefinition;
import org.softcpt.trainer.task.TaskDefinition;
import org.softcpt.trainer.task.TaskSet;

/**
 * Finds tasks and classes that a method is asked about among those it was trained on, by their ids.
 *
 * @param trained those it knows
 * @param asked others
 */
record KnownNames(TaskSet trained, TaskSet asked) {

  /**
   * The number of each asked task among the trained ones.
   *
   * @param why what the method has for known tasks only, for the message
   * @throws InvalidInputException if one is unknown
   */
  int[] tasks(String why) throws InvalidInputException {
    int[] numbers = new int[asked.size()];
    for (int task = 0; task < numbers.length; task++) {
      String id = asked.tasks().get(task).id();
      numbers[task] = trained.indexOf(id).orElse(-1);
      if (numbers[task] < 0) {
        throw new InvalidInputException(
            "task '%s': not one the run was trained on, and it has %s".formatted(id, why));
      }
    }
    return numbers;
  }

  /**
   * The number of each asked class among all trained ones.
   *
   * @param why what the method has for known classes only, for the message
   * @throws InvalidInputException if one is unknown
   */
  int[] classes(String why) throws InvalidInputException {
    int[] owners = tasks(why);
    int[] numbers = new int[asked.classCount()];
    for (int task = 0; task < owners.length; task++) {
      TaskDefinition known = trained.tasks().get(owners[task]);
      TaskDefinition wanted = asked.tasks().get(task);
      for (int c = 0; c < wanted.classes().size(); c++) {
        numbers[asked.offset(task) + c] =
            trained.offset(owners[task]) + indexOf(known, wanted.classes().get(c), why);
      }
    }
    return numbers;
  }

  private static int indexOf(TaskDefinition task, ClassDefinition wanted, String why)
      throws InvalidInputException {
    for (int c = 0; c < task.classes().size(); c++) {
      if (task.classes().get(c).id().equals(wanted.id())) {
        return c;
      }
    }
    throw new InvalidInputException(
        "task '%s': class '%s': not one the run was trained on, and it has %s"
            .formatted(task.id(), wanted.id(), why));
  }
}
