package org.softcpt.trainer.task;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.softcpt.models.io.Sha256;

/**
 * Draws the few images per class that training may see.
 *
 * <p>The draw is a ranking, not a generator with state: the images of a class are ordered by {@code
 * SHA-256("<seed>\n<task id>\n<class id>\n<image path>")} in UTF-8, compared as hexadecimal text,
 * and the first {@code shots} of the training images are taken. So the draw of a class depends on
 * nothing but the seed and that class: not on other classes, the order of tasks, the number of
 * threads or the platform; and with one seed the sample of 4 shots contains that of 2.
 *
 * <p>The validation sample, min(shots, 4) per class, is the first of the class's validation images
 * in the same order; a class without any gives the last of its training images, as long as they are
 * not drawn for training.
 */
public final class FewShotSampler {

  /** Largest validation sample of a class. */
  public static final int MAX_VALIDATION_SHOTS = 4;

  /** Classes that a notice names before it only counts. */
  private static final int NAMED = 5;

  private final long seed;
  private final int shots;
  private final Map<Integer, Sample> train = new TreeMap<>();
  private final Map<Integer, Sample> validation = new TreeMap<>();
  private final List<String> notices = new ArrayList<>();

  private FewShotSampler(int shots, long seed) {
    this.shots = shots;
    this.seed = seed;
  }

  /**
   * Draws a sample.
   *
   * @param samples all images; those of {@link Split#TEST} are ignored
   * @param tasks what the labels refer to
   * @param shots training images per class, at least 1; all images of a class that has fewer
   * @param seed chooses the images
   * @return the sample, with a notice for each task that has such classes
   * @throws IllegalArgumentException if {@code shots} is below 1
   */
  public static FewShot sample(Collection<Sample> samples, TaskSet tasks, int shots, long seed) {
    if (shots < 1) {
      throw new IllegalArgumentException("shots: expected at least 1, found " + shots);
    }
    FewShotSampler sampler = new FewShotSampler(shots, seed);
    for (int task = 0; task < tasks.size(); task++) {
      sampler.draw(samples, task, tasks.tasks().get(task));
    }
    return sampler.result();
  }

  private void draw(Collection<Sample> samples, int task, TaskDefinition definition) {
    Map<Integer, List<Sample>> candidates = byLabel(samples, Split.TRAIN, task);
    Map<Integer, List<Sample>> held = byLabel(samples, Split.VAL, task);
    List<String> poor = new ArrayList<>();
    for (int label = 0; label < definition.classes().size(); label++) {
      String id = definition.classes().get(label).id();
      String prefix = "%d\n%s\n%s\n".formatted(seed, definition.id(), id);
      List<Sample> ranked = ranked(candidates.getOrDefault(label, List.of()), prefix);
      draw(ranked, ranked(held.getOrDefault(label, List.of()), prefix), task);
      if (ranked.size() < shots) {
        poor.add("%s (%d)".formatted(id, ranked.size()));
      }
    }
    note(definition, poor);
  }

  private void draw(List<Sample> candidates, List<Sample> held, int task) {
    int drawn = Math.min(shots, candidates.size());
    candidates.subList(0, drawn).forEach(sample -> add(train, sample, task));
    List<Sample> unseen = held;
    if (held.isEmpty()) { // from the far end, so that more shots take these last
      unseen = new ArrayList<>(candidates.subList(drawn, candidates.size()));
      Collections.reverse(unseen);
    }
    int wanted = Math.min(shots, MAX_VALIDATION_SHOTS);
    unseen.stream().limit(wanted).forEach(sample -> add(validation, sample, task));
  }

  private static Map<Integer, List<Sample>> byLabel(
      Collection<Sample> samples, Split split, int task) {
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

  private static void add(Map<Integer, Sample> chosen, Sample sample, int task) {
    Sample known = chosen.get(sample.row());
    int[] labels = known == null ? noLabels(sample) : known.labels();
    labels[task] = sample.label(task);
    chosen.put(
        sample.row(),
        new Sample(sample.row(), sample.path(), sample.sha256(), sample.split(), labels));
  }

  private static int[] noLabels(Sample sample) {
    int[] labels = sample.labels();
    Arrays.fill(labels, Sample.NONE);
    return labels;
  }

  private void note(TaskDefinition task, List<String> poor) {
    if (!poor.isEmpty()) {
      String named = String.join(", ", poor.subList(0, Math.min(NAMED, poor.size())));
      notices.add(
          "task '%s': %d of %d classes have fewer than %d training images: %s%s"
              .formatted(
                  task.id(),
                  poor.size(),
                  task.classes().size(),
                  shots,
                  named,
                  poor.size() > NAMED ? ", ..." : ""));
    }
  }

  /** An image drawn for training by one task must not be validated on by another. */
  private FewShot result() {
    Set<Integer> learned = new HashSet<>(train.keySet());
    List<Sample> unseen =
        validation.values().stream().filter(sample -> !learned.contains(sample.row())).toList();
    return new FewShot(List.copyOf(train.values()), unseen, notices);
  }
}
