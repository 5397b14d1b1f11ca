package org.softcpt.trainer.method;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.softcpt.trainer.task.TaskSet;

/** Chooses the classes that a step looks at. */
interface ClassSampler {

  /**
   * Chooses for a batch.
   *
   * @param batch its labels must be among the chosen
   * @return numbers over all tasks' classes, ascending
   */
  int[] choose(PairBatch batch);

  /** All classes, always. */
  static ClassSampler all(TaskSet tasks) {
    int[] all = IntStream.range(0, tasks.classCount()).toArray();
    return batch -> all;
  }

  /**
   * The published sampling: of each task the classes present in the batch, and a random share,
   * rounded up, of the absent ones. A task without an image in the batch has no part in the loss
   * and is left out.
   *
   * @param tasks whose classes
   * @param rate the share, 0 to 1
   * @param seed decides all steps' draws
   */
  static ClassSampler random(TaskSet tasks, double rate, long seed) {
    return batch -> {
      boolean[] present = new boolean[tasks.classCount()];
      boolean[] seen = new boolean[tasks.size()];
      for (int pair = 0; pair < batch.pairs(); pair++) {
        present[(int) batch.labels()[pair]] = true;
        seen[(int) batch.tasks()[pair]] = true;
      }
      IntStream.Builder chosen = IntStream.builder();
      for (int task = 0; task < tasks.size(); task++) {
        if (seen[task]) {
          Random random = new Random(Seeds.derive(seed, "classes", batch.step(), task));
          addTask(chosen, present, tasks.offset(task), tasks.offset(task + 1), rate, random);
        }
      }
      return Arrays.stream(chosen.build().toArray()).sorted().toArray();
    };
  }

  private static void addTask(
      IntStream.Builder chosen, boolean[] present, int from, int to, double rate, Random random) {
    List<Integer> absent = new ArrayList<>();
    for (int c = from; c < to; c++) {
      if (present[c]) {
        chosen.add(c);
      } else {
        absent.add(c);
      }
    }
    Collections.shuffle(absent, random);
    absent.subList(0, (int) Math.ceil(absent.size() * rate)).forEach(chosen::add);
  }
}
