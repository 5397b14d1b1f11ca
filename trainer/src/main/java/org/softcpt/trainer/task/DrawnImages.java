package org.softcpt.trainer.task;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Collects what is drawn, by row; an image keeps its label in the tasks it was drawn for. */
final class DrawnImages {

  private final Map<Integer, Sample> train = new TreeMap<>();
  private final Map<Integer, Sample> validation = new TreeMap<>();

  void train(Sample sample, int task) {
    add(train, sample, task);
  }

  void validation(Sample sample, int task) {
    add(validation, sample, task);
  }

  /** An image drawn for training by one task must not be validated on by another. */
  FewShot result(List<String> notices) {
    Set<Integer> learned = new HashSet<>(train.keySet());
    List<Sample> unseen =
        validation.values().stream().filter(sample -> !learned.contains(sample.row())).toList();
    return new FewShot(List.copyOf(train.values()), unseen, notices);
  }

  private static void add(Map<Integer, Sample> chosen, Sample sample, int task) {
    Sample known = chosen.get(sample.row());
    int[] labels = known == null ? noLabels(sample) : known.labels();
    labels[task] = sample.label(task);
    chosen.put(sample.row(), sample.as(sample.row(), labels));
  }

  private static int[] noLabels(Sample sample) {
    int[] labels = sample.labels();
    Arrays.fill(labels, Sample.NONE);
    return labels;
  }
}
