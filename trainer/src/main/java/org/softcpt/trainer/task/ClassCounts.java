package org.softcpt.trainer.task;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.softcpt.models.io.InvalidInputException;

/** Counts images per split, task and class. Not safe for concurrent use. */
public final class ClassCounts {

  private static final List<Split> NEEDED = List.of(Split.TRAIN, Split.TEST);

  private final TaskSet tasks;
  private final Map<Split, int[]> counts = new EnumMap<>(Split.class);

  /**
   * Makes counts of zero.
   *
   * @param tasks what labels refer to
   */
  public ClassCounts(TaskSet tasks) {
    this.tasks = tasks;
    for (Split split : Split.values()) {
      counts.put(split, new int[tasks.classCount()]);
    }
  }

  /**
   * Counts an image in every task it belongs to.
   *
   * @param split its split
   * @param labels {@code [T]}, as in {@link Sample}
   * @param amount 1, or -1 to take it back
   */
  public void add(Split split, int[] labels, int amount) {
    for (int task = 0; task < labels.length; task++) {
      if (labels[task] != Sample.NONE) {
        counts.get(split)[tasks.offset(task) + labels[task]] += amount;
      }
    }
  }

  /**
   * Gives one count.
   *
   * @param split which images
   * @param task 0..T-1
   * @param label index of the class inside the task
   * @return number of images
   */
  public int count(Split split, int task, int label) {
    return counts.get(split)[tasks.offset(task) + label];
  }

  /**
   * Checks that every class can be learned and tested.
   *
   * @param kind what the images must be, for the message, e.g. {@code "readable "}; may be empty
   * @throws InvalidInputException if a class has no training or no test image; names the first one
   */
  public void requireTrainAndTest(String kind) throws InvalidInputException {
    for (int task = 0; task < tasks.size(); task++) {
      TaskDefinition definition = tasks.tasks().get(task);
      for (int label = 0; label < definition.classes().size(); label++) {
        for (Split split : NEEDED) {
          require(count(split, task, label) > 0, definition, label, kind + split.key());
        }
      }
    }
  }

  private static void require(boolean condition, TaskDefinition task, int label, String kind)
      throws InvalidInputException {
    if (!condition) {
      throw new InvalidInputException(
          "task '%s': class '%s': expected at least 1 %s image, found none"
              .formatted(task.id(), task.classes().get(label).id(), kind));
    }
  }
}
