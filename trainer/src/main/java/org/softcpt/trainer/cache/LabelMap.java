package org.softcpt.trainer.cache;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.softcpt.trainer.task.ClassDefinition;
import org.softcpt.trainer.task.Sample;
import org.softcpt.trainer.task.TaskDefinition;
import org.softcpt.trainer.task.TaskSet;

/** From the labels of some tasks to those of a selection of them, by id. */
final class LabelMap {

  private final int[] tasks; // by task of the selection: the task in the source
  private final List<int[]> labels = new ArrayList<>(); // [source class] -> class, or NONE

  /**
   * Finds the selection's tasks and classes in the source.
   *
   * @throws IllegalArgumentException if one is not there
   */
  LabelMap(TaskSet source, TaskSet selection) {
    tasks = new int[selection.size()];
    for (int task = 0; task < tasks.length; task++) {
      TaskDefinition wanted = selection.tasks().get(task);
      tasks[task] =
          source
              .indexOf(wanted.id())
              .orElseThrow(() -> new IllegalArgumentException("no task '" + wanted.id() + "'"));
      labels.add(labels(source.tasks().get(tasks[task]), wanted));
    }
  }

  private static int[] labels(TaskDefinition source, TaskDefinition wanted) {
    List<String> ids = source.classes().stream().map(ClassDefinition::id).toList();
    int[] labels = new int[ids.size()];
    Arrays.fill(labels, Sample.NONE);
    for (int label = 0; label < wanted.classes().size(); label++) {
      int found = ids.indexOf(wanted.classes().get(label).id());
      if (found < 0) {
        throw new IllegalArgumentException(
            "task '%s': no class '%s'".formatted(wanted.id(), wanted.classes().get(label).id()));
      }
      labels[found] = label;
    }
    return labels;
  }

  boolean keeps(Sample sample) {
    return Arrays.stream(labels(sample)).anyMatch(label -> label != Sample.NONE);
  }

  /** A sample that is kept, with the selection's labels. */
  Sample view(Sample sample, int row) {
    return sample.as(row, labels(sample));
  }

  private int[] labels(Sample sample) {
    int[] mapped = new int[tasks.length];
    for (int task = 0; task < mapped.length; task++) {
      int label = sample.label(tasks[task]);
      mapped[task] = label == Sample.NONE ? Sample.NONE : labels.get(task)[label];
    }
    return mapped;
  }
}
