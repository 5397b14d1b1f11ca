package org.softcpt.trainer.task;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Draws the few images per class that training may see, by one of the rules of {@link Sampling}.
 */
public final class FewShotSampler {

  /** Largest validation sample of a class. */
  public static final int MAX_VALIDATION_SHOTS = 4;

  /** Classes that a notice names before it only counts. */
  private static final int NAMED = 5;

  private FewShotSampler() {}

  /**
   * Draws a sample by {@link Sampling#RANKING}.
   *
   * @param samples all images; those of {@link Split#TEST} are ignored
   * @param tasks what the labels refer to
   * @param shots training images per class, at least 1; all images of a class that has fewer
   * @param seed chooses the images
   * @return the sample, with a notice for each task that has such classes
   * @throws IllegalArgumentException if {@code shots} is below 1
   */
  public static FewShot sample(Collection<Sample> samples, TaskSet tasks, int shots, long seed) {
    return sample(samples, tasks, shots, seed, Sampling.RANKING);
  }

  /**
   * Draws a sample: {@code shots} training images per class, and min(shots, {@value
   * #MAX_VALIDATION_SHOTS}) for validation.
   *
   * @param samples all images; those of {@link Split#TEST} are ignored
   * @param tasks what the labels refer to. With {@link Sampling#PUBLISHED} a class's draw depends
   *     on the others of its list, so samples and tasks must be all that there are: select tasks
   *     and classes from what was drawn
   * @param shots training images per class, at least 1; all images of a class that has fewer
   * @param seed chooses the images
   * @param sampling by which rule
   * @return the sample, with a notice for each task that has such classes
   * @throws IllegalArgumentException if {@code shots} is below 1
   */
  public static FewShot sample(
      Collection<Sample> samples, TaskSet tasks, int shots, long seed, Sampling sampling) {
    if (shots < 1) {
      throw new IllegalArgumentException("shots: expected at least 1, found " + shots);
    }
    List<Sample> all = List.copyOf(samples);
    DrawnImages drawn = new DrawnImages();
    rule(sampling, shots, seed).draw(all, tasks, drawn);
    return drawn.result(notices(all, tasks, shots));
  }

  private static ClassDraw rule(Sampling sampling, int shots, long seed) {
    int held = Math.min(shots, MAX_VALIDATION_SHOTS);
    return switch (sampling) {
      case RANKING -> new RankedDraw(shots, held, seed);
      case PUBLISHED -> new PublishedDraw(shots, held, seed);
    };
  }

  /**
   * Says which classes cannot give as many images as are asked for.
   *
   * @param samples all images
   * @param tasks what the labels refer to
   * @param shots training images per class
   * @return one line for each task that has such classes
   */
  public static List<String> notices(List<Sample> samples, TaskSet tasks, int shots) {
    ClassCounts counts = new ClassCounts(tasks);
    samples.forEach(sample -> counts.add(sample.split(), sample.labels(), 1));
    List<String> notices = new ArrayList<>();
    for (int task = 0; task < tasks.size(); task++) {
      List<String> poor = new ArrayList<>();
      List<ClassDefinition> classes = tasks.tasks().get(task).classes();
      for (int label = 0; label < classes.size(); label++) {
        int found = counts.count(Split.TRAIN, task, label);
        if (found < shots) {
          poor.add("%s (%d)".formatted(classes.get(label).id(), found));
        }
      }
      if (!poor.isEmpty()) {
        notices.add(notice(tasks.tasks().get(task), poor, shots));
      }
    }
    return notices;
  }

  private static String notice(TaskDefinition task, List<String> poor, int shots) {
    String named = String.join(", ", poor.subList(0, Math.min(NAMED, poor.size())));
    return "task '%s': %d of %d classes have fewer than %d training images: %s%s"
        .formatted(
            task.id(),
            poor.size(),
            task.classes().size(),
            shots,
            named,
            poor.size() > NAMED ? ", ..." : "");
  }
}
