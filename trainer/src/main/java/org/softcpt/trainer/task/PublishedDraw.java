package org.softcpt.trainer.task;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The draw of the published code (Dassl's {@code generate_fewshot_dataset}, as CoOp and SoftCPT
 * call it), for a data set that is loaded in the process whose generator was seeded.
 *
 * <p>Every data set, that is every list of images with all tasks that read it, starts from {@code
 * random.seed(seed)}. Its training images are grouped by task and class, groups in the order in
 * which the list first names one; each group of at least {@code shots} images gives {@code
 * random.sample(group, shots)}, a smaller one all it has, drawing nothing. With the generator as it
 * stands then the validation images give min(shots, 4) likewise. So the draw of a class depends on
 * all classes before it.
 *
 * <p>Images that no list names are taken by path, each task a data set of its own. A class without
 * validation images has none here either, unless its whole task has none: the published code knows
 * no such data set, and the last training images that were not drawn are taken.
 *
 * @param shots training images per class
 * @param held validation images per class
 * @param seed of the generator
 * @see <a href="https://github.com/KaiyangZhou/Dassl.pytorch">Dassl</a>
 */
record PublishedDraw(int shots, int held, long seed) implements ClassDraw {

  private static final ListPlace FIRST = new ListPlace(0, 0);

  private static final Comparator<Sample> LIST_ORDER =
      Comparator.comparing((Sample sample) -> sample.place().orElse(FIRST))
          .thenComparing(Sample::path);

  private record Group(int task, int label) {}

  @Override
  public void draw(List<Sample> samples, TaskSet tasks, DrawnImages drawn) {
    List<Sample> ordered = samples.stream().sorted(LIST_ORDER).toList();
    for (List<Integer> dataSet : dataSets(ordered, tasks.size())) {
      draw(ordered, dataSet, drawn);
    }
  }

  private void draw(List<Sample> ordered, List<Integer> dataSet, DrawnImages drawn) {
    PythonRandom random = new PythonRandom(seed);
    Map<Group, List<Sample>> train = groups(ordered, Split.TRAIN, dataSet);
    Map<Group, List<Sample>> validation = groups(ordered, Split.VAL, dataSet);
    Set<Integer> validated = new HashSet<>();
    validation.keySet().forEach(group -> validated.add(group.task()));
    for (Map.Entry<Group, List<Sample>> each : train.entrySet()) {
      int task = each.getKey().task();
      List<Sample> chosen = choose(random, each.getValue(), shots);
      chosen.forEach(sample -> drawn.train(sample, task));
      if (!validated.contains(task)) {
        last(each.getValue(), chosen).forEach(sample -> drawn.validation(sample, task));
      }
    }
    validation.forEach(
        (group, images) ->
            choose(random, images, held).forEach(each -> drawn.validation(each, group.task())));
  }

  private static List<Sample> choose(PythonRandom random, List<Sample> images, int count) {
    return images.size() < count ? images : random.sample(images, count);
  }

  private List<Sample> last(List<Sample> images, List<Sample> chosen) {
    Set<Sample> taken = new HashSet<>(chosen);
    List<Sample> rest = images.stream().filter(image -> !taken.contains(image)).toList();
    return rest.subList(Math.max(0, rest.size() - held), rest.size());
  }

  private static Map<Group, List<Sample>> groups(
      List<Sample> ordered, Split split, List<Integer> dataSet) {
    Map<Group, List<Sample>> groups = new LinkedHashMap<>(); // in the order of first mention
    for (Sample sample : ordered) {
      for (int task : dataSet) {
        if (sample.split() == split && sample.label(task) != Sample.NONE) {
          Group group = new Group(task, sample.label(task));
          groups.computeIfAbsent(group, key -> new ArrayList<>()).add(sample);
        }
      }
    }
    return groups;
  }

  /** Tasks by the list that names their images first; one without a list is alone. */
  private static Iterable<List<Integer>> dataSets(List<Sample> ordered, int tasks) {
    Map<Integer, List<Integer>> sets = new LinkedHashMap<>();
    for (int task = 0; task < tasks; task++) {
      int current = task;
      Optional<Sample> first =
          ordered.stream().filter(sample -> sample.label(current) != Sample.NONE).findFirst();
      int alone = -1 - task;
      int key = first.flatMap(Sample::place).map(ListPlace::list).orElse(alone);
      sets.computeIfAbsent(key, list -> new ArrayList<>()).add(task);
    }
    return sets.values();
  }
}
