package org.softcpt.trainer.task;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.softcpt.models.io.InvalidInputException;

/** Collects the images of all tasks; one that several tasks name gets one entry. */
final class ImageTable {

  private final TaskSet tasks;
  private final Map<String, LabelledImage> images = new HashMap<>();
  private final Map<String, Integer> lists = new HashMap<>();

  ImageTable(TaskSet tasks) {
    this.tasks = tasks;
  }

  TaskSet tasks() {
    return tasks;
  }

  /** Numbers a list by its name: the same name gives the same number. */
  int list(String key) {
    return lists.computeIfAbsent(key, unknown -> lists.size());
  }

  void add(String path, Split split, int task, int label, Optional<ListPlace> place)
      throws InvalidInputException {
    LabelledImage known = images.get(path);
    int[] labels = known == null ? unlabelled() : known.labels();
    if (known != null && known.split() != split) {
      throw problem(task, path, "is a %s and a %s image", known.split().key(), split.key());
    }
    if (labels[task] != Sample.NONE) {
      throw problem(
          task, path, "is in classes '%s' and '%s'", id(task, labels[task]), id(task, label));
    }
    labels[task] = label;
    Optional<ListPlace> first = known == null ? place : known.place().or(() -> place);
    images.put(path, new LabelledImage(path, split, labels, first));
  }

  /** By split, then by path in code-unit order: the same list on every machine. */
  List<LabelledImage> sorted() {
    return images.values().stream()
        .sorted(Comparator.comparing(LabelledImage::split).thenComparing(LabelledImage::path))
        .toList();
  }

  void requireTrainAndTest() throws InvalidInputException {
    ClassCounts counts = new ClassCounts(tasks);
    images.values().forEach(image -> counts.add(image.split(), image.labels(), 1));
    counts.requireTrainAndTest("");
  }

  private int[] unlabelled() {
    int[] labels = new int[tasks.size()];
    Arrays.fill(labels, Sample.NONE);
    return labels;
  }

  private String id(int task, int label) {
    return tasks.tasks().get(task).classes().get(label).id();
  }

  private InvalidInputException problem(int task, String path, String how, Object... found) {
    return new InvalidInputException(
        "task '%s': image %s ".formatted(tasks.tasks().get(task).id(), path)
            + how.formatted(found));
  }
}
