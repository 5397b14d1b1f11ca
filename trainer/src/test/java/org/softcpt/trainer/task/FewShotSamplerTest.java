package org.softcpt.trainer.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FewShotSamplerTest {

  private static final int PER_CLASS = 13;
  private static final TaskSet TASKS = new TaskSet(List.of(task("t", 3), task("u", 2)));
  private static final List<Sample> SAMPLES = samples();

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 2", "4, 3", "7, 4", "13, 5"})
  void everyClassGetsTheShotsItIsPromised(int shots, long seed) {
    FewShot drawn = FewShotSampler.sample(SAMPLES, TASKS, shots, seed);
    forEachClass((task, label) -> assertEquals(shots, count(drawn.train(), task, label)));
    int held = Math.min(Math.min(shots, 4), PER_CLASS - shots);
    forEachClass((task, label) -> assertEquals(held, count(drawn.validation(), task, label)));
    assertEquals(List.of(), drawn.notices());
  }

  @Test
  void trainValidationAndTestShareNoImage() {
    FewShot drawn = FewShotSampler.sample(SAMPLES, TASKS, 4, 1);
    Set<String> train = paths(drawn.train());
    assertTrue(drawn.validation().stream().noneMatch(sample -> train.contains(sample.path())));
    assertTrue(
        Stream.concat(drawn.train().stream(), drawn.validation().stream())
            .noneMatch(sample -> sample.split() == Split.TEST));
  }

  @Test
  void theOrderOfSamplesAndTasksMakesNoDifference() {
    List<Sample> shuffled = new ArrayList<>(SAMPLES);
    Collections.shuffle(shuffled, new Random(6));
    assertEquals(draw(SAMPLES, TASKS, 1), draw(shuffled, TASKS, 1));
    TaskSet reversed = new TaskSet(List.of(TASKS.tasks().get(1), TASKS.tasks().get(0)));
    List<Sample> relabelled = new ArrayList<>();
    for (Sample each : SAMPLES) {
      int[] labels = {each.label(1), each.label(0)};
      relabelled.add(new Sample(each.row(), each.path(), each.sha256(), each.split(), labels));
    }
    assertEquals(draw(SAMPLES, TASKS, 1), draw(relabelled, reversed, 1));
  }

  @Test
  void aClassIsDrawnAlikeWhateverOtherTasksThereAre() {
    TaskSet alone = new TaskSet(TASKS.tasks().subList(0, 1));
    List<Sample> few = new ArrayList<>();
    for (Sample each : SAMPLES) {
      if (each.label(0) != Sample.NONE) {
        few.add(
            new Sample(
                each.row(), each.path(), each.sha256(), each.split(), new int[] {each.label(0)}));
      }
    }
    assertTrue(draw(SAMPLES, TASKS, 1).containsAll(draw(few, alone, 1)));
  }

  @Test
  void fewerShotsAreAPartOfMore() {
    Set<String> more = paths(FewShotSampler.sample(SAMPLES, TASKS, 8, 3).train());
    assertTrue(more.containsAll(paths(FewShotSampler.sample(SAMPLES, TASKS, 4, 3).train())));
  }

  @Test
  void seedsDifferAndRepeat() {
    assertEquals(draw(SAMPLES, TASKS, 1), draw(SAMPLES, TASKS, 1));
    assertNotEquals(draw(SAMPLES, TASKS, 1), draw(SAMPLES, TASKS, 2));
  }

  @Test // of 400 seeds each image of a class should be the one shot about 400/13 = 31 times
  void everyImageIsDrawnAboutEquallyOften() {
    int[] times = new int[PER_CLASS];
    for (int seed = 0; seed < 400; seed++) {
      for (Sample sample : FewShotSampler.sample(SAMPLES, TASKS, 1, seed).train()) {
        if (sample.label(0) == 0) {
          times[Integer.parseInt(sample.path().replaceAll("\\D+", ""))]++;
        }
      }
    }
    for (int count : times) { // 31 ± 4 standard deviations of the binomial, sqrt(400·12)/13 = 5.3
      assertTrue(10 <= count && count <= 52, "drawn " + count + " times");
    }
  }

  @Test
  void aClassWithFewerImagesGivesAllAndANotice() {
    FewShot drawn = FewShotSampler.sample(SAMPLES, TASKS, 16, 1);
    forEachClass((task, label) -> assertEquals(PER_CLASS, count(drawn.train(), task, label)));
    assertEquals(
        List.of(
            "task 't': 3 of 3 classes have fewer than 16 training images: c0 (13), c1 (13), c2 (13)",
            "task 'u': 2 of 2 classes have fewer than 16 training images: c0 (13), c1 (13)"),
        drawn.notices());
  }

  @Test
  void validationImagesAreUsedWhereThereAreSome() {
    List<Sample> withValidation = new ArrayList<>(SAMPLES);
    for (int i = 0; i < 5; i++) {
      withValidation.add(new Sample(1000 + i, "v" + i, "", Split.VAL, new int[] {0, Sample.NONE}));
    }
    List<Sample> held = FewShotSampler.sample(withValidation, TASKS, 4, 1).validation();
    assertTrue(
        held.stream()
            .filter(sample -> sample.label(0) == 0)
            .allMatch(sample -> sample.row() > 999));
  }

  @Test
  void anImageKeepsItsLabelOnlyInTheTasksItWasDrawnFor() {
    List<Sample> shared = new ArrayList<>();
    for (int row = 0; row < 20; row++) {
      int[] labels = {row % 3, row % 2};
      shared.add(new Sample(row, "i" + row, "", Split.TRAIN, labels));
    }
    FewShot drawn = FewShotSampler.sample(shared, TASKS, 2, 1);
    forEachClass((task, label) -> assertEquals(2, count(drawn.train(), task, label)));
    assertTrue(
        drawn.validation().stream()
            .noneMatch(sample -> paths(drawn.train()).contains(sample.path())));
  }

  @Test // ranked by hand: printf '1\nt\nc0\nt/c0/train_%d.jpg' N | sha256sum, for N = 0 to 12,
  // sorted
  void knownDraw() {
    List<String> drawn = new ArrayList<>();
    for (Sample sample : FewShotSampler.sample(SAMPLES, TASKS, 2, 1).train()) {
      if (sample.label(0) == 0) {
        drawn.add(sample.path());
      }
    }
    assertEquals(List.of("t/c0/train_1.jpg", "t/c0/train_12.jpg"), drawn);
  }

  @Test
  void rejectsZeroShots() {
    assertThrows(IllegalArgumentException.class, () -> FewShotSampler.sample(SAMPLES, TASKS, 0, 1));
  }

  private interface ForClass {
    void accept(int task, int label);
  }

  private static void forEachClass(ForClass action) {
    for (int task = 0; task < TASKS.size(); task++) {
      for (int label = 0; label < TASKS.tasks().get(task).classes().size(); label++) {
        action.accept(task, label);
      }
    }
  }

  private static long count(List<Sample> samples, int task, int label) {
    return samples.stream().filter(sample -> sample.label(task) == label).count();
  }

  private static Set<String> draw(List<Sample> samples, TaskSet tasks, long seed) {
    FewShot drawn = FewShotSampler.sample(samples, tasks, 4, seed);
    Set<String> all = new HashSet<>(paths(drawn.train()));
    drawn.validation().forEach(sample -> all.add("validation " + sample.path()));
    return all;
  }

  private static Set<String> paths(List<Sample> samples) {
    return samples.stream().map(Sample::path).collect(Collectors.toSet());
  }

  private static TaskDefinition task(String id, int classes) {
    List<ClassDefinition> definitions =
        IntStream.range(0, classes).mapToObj(i -> new ClassDefinition("c" + i, "c" + i)).toList();
    return new TaskDefinition(id, id, definitions, List.of("a {}"), Metric.OVERALL_ACC);
  }

  private static List<Sample> samples() {
    List<Sample> samples = new ArrayList<>();
    forEachClass(
        (task, label) -> {
          for (int i = 0; i < PER_CLASS + 2; i++) {
            int[] labels = {Sample.NONE, Sample.NONE};
            labels[task] = label;
            Split split = i < PER_CLASS ? Split.TRAIN : Split.TEST;
            String path =
                "%s/c%d/%s_%d.jpg".formatted(TASKS.tasks().get(task).id(), label, split.key(), i);
            samples.add(new Sample(samples.size(), path, "", split, labels));
          }
        });
    return samples;
  }
}
