package org.softcpt.trainer.method;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.softcpt.models.tensor.FloatTensor;
import org.softcpt.trainer.task.TaskDefinition;
import org.softcpt.trainer.task.TaskSet;

/**
 * A context as it stands in prompts.
 *
 * @param name for people, e.g. {@code context of flowers}
 * @param vectors {@code [L, w]}
 */
public record NamedContext(String name, FloatTensor vectors) {

  /**
   * Cuts contexts apart.
   *
   * @param contexts {@code [L, w]} or {@code [G, L, w]}
   * @param name of the only one, or the n-th
   * @return one per context, copied
   */
  static List<NamedContext> of(FloatTensor contexts, IntFunction<String> name) {
    List<Integer> shape = contexts.shape();
    int length = shape.get(shape.size() - 2);
    int width = shape.get(shape.size() - 1);
    List<NamedContext> all = new ArrayList<>();
    int size = Math.multiplyExact(length, width);
    for (int i = 0; i < contexts.values().length / size; i++) {
      float[] values = Arrays.copyOfRange(contexts.values(), i * size, (i + 1) * size);
      all.add(new NamedContext(name.apply(i), FloatTensor.of(values, length, width)));
    }
    return all;
  }

  /** Names the contexts of a parameter: the one for all, those of tasks, or those of classes. */
  static List<NamedContext> of(Parameter parameter, String name, TaskSet tasks) {
    FloatTensor tensor = new FloatTensor(parameter.shape(), parameter.values());
    return of(tensor, parameter.shape().size() == 2 ? i -> name : names(tensor, name, tasks));
  }

  /** Names contexts {@code [T, L, w]} or {@code [C, L, w]}. */
  static IntFunction<String> names(FloatTensor contexts, String name, TaskSet tasks) {
    boolean ofTasks = contexts.shape().get(0) == tasks.size();
    return i -> name + " of " + (ofTasks ? tasks.tasks().get(i).id() : classId(tasks, i));
  }

  private static String classId(TaskSet tasks, int index) {
    int inside = index;
    for (TaskDefinition task : tasks.tasks()) {
      if (inside < task.classes().size()) {
        return task.id() + "/" + task.classes().get(inside).id();
      }
      inside -= task.classes().size();
    }
    throw new IllegalArgumentException("class " + index + " of " + tasks.classCount());
  }
}
