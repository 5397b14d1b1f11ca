package org.softcpt.trainer.task;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.softcpt.models.io.Sha256;

/**
 * A ranking, not a generator with state: the images of a class are ordered by {@code
 * SHA-256("<seed>\n<task id>\n<class id>\n<image path>")} in UTF-8, compared as hexadecimal text,
 * and the first {@code shots} of the training images are taken. So the draw of a class depends on
 * nothing but the seed and that class: not on other classes, the order of tasks, the number of
 * threads or the platform; and with one seed the sample of 4 shots contains that of 2.
 *
 * <p>The validation sample is the first of the class's validation images in the same order; a class
 * without any gives the last of its training images, as long as they are not drawn for training.
 *
 * @param shots training images per class
 * @param held validation images per class
 * @param seed chooses
 */
record RankedDraw(int shots, int held, long seed) implements ClassDraw {

  @Override
  public void draw(List<Sample> samples, TaskSet tasks, DrawnImages drawn) {
    for (int task = 0; task < tasks.size(); task++) {
      Map<Integer, List<Sample>> candidates = byLabel(samples, Split.TRAIN, task);
      Map<Integer, List<Sample>> validation = byLabel(samples, Split.VAL, task);
      TaskDefinition definition = tasks.tasks().get(task);
      for (int label = 0; label < definition.classes().size(); label++) {
        String id = definition.classes().get(label).id();
        String prefix = "%d\n%s\n%s\n".formatted(seed, definition.id(), id);
        List<Sample> ranked = ranked(candidates.getOrDefault(label, List.of()), prefix);
        draw(ranked, ranked(validation.getOrDefault(label, List.of()), prefix), task, drawn);
      }
    }
  }

  private void draw(List<Sample> train, List<Sample> validation, int task, DrawnImages drawn) {
    int taken = Math.min(shots, train.size());
    train.subList(0, taken).forEach(sample -> drawn.train(sample, task));
    List<Sample> unseen = validation;
    if (validation.isEmpty()) { // from the far end, so that more shots take these last
      unseen = new ArrayList<>(train.subList(taken, train.size()));
      Collections.reverse(unseen);
    }
    unseen.stream().limit(held).forEach(sample -> drawn.validation(sample, task));
  }

  private static Map<Integer, List<Sample>> byLabel(List<Sample> samples, Split split, int task) {
    return samples.stream()
        .filter(sample -> sample.split() == split && sample.label(task) != Sample.NONE)
        .collect(Collectors.groupingBy(sample -> sample.label(task)));
  }

  private static List<Sample> ranked(List<Sample> samples, String prefix) {
    return samples.stream()
        .map(sample -> Map.entry(Sha256.of(prefix + sample.path()), sample))
        .sorted(Map.Entry.comparingByKey())
        .map(Map.Entry::getValue)
        .toList();
  }
}
