package org.softcpt.trainer.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.softcpt.models.io.Json;

/**
 * Draws of the published code itself, by tools/golden_sampling.py: a list of two tasks that
 * SoftCPT's Dassl reads and one of a single task for CoOp's, in one task file.
 */
class PublishedDrawGoldenTest {

  private static final TaskSet TASKS =
      new TaskSet(List.of(task("a0", 3), task("a1", 5), task("b", 7)));
  private static final Map<String, Integer> FIRST_TASK = Map.of("softcpt", 0, "coop", 2);

  @Test
  void drawsTheSameImagesForTheSameClasses() throws IOException {
    JsonNode golden = golden();
    List<Sample> samples = samples(golden.path("lists"));
    assertEquals(15, golden.path("draws").size());
    for (JsonNode draw : golden.path("draws")) {
      FewShot drawn = draw(samples, draw);
      String where = "seed %s, %s shots".formatted(draw.path("seed"), draw.path("shots"));
      assertEquals(expected(draw, "train"), described(drawn.train()), where);
      assertEquals(expected(draw, "val"), described(drawn.validation()), where);
    }
  }

  @Test // only the places count
  void theOrderOfTheSamplesMakesNoDifference() throws IOException {
    JsonNode golden = golden();
    List<Sample> samples = samples(golden.path("lists"));
    List<Sample> shuffled = new ArrayList<>(samples);
    Collections.shuffle(shuffled, new Random(5));
    JsonNode draw = golden.path("draws").get(7);
    assertEquals(draw(samples, draw), draw(shuffled, draw));
  }

  @Test
  void aListIsDrawnAlikeWhateverOtherListsThereAre() throws IOException {
    JsonNode golden = golden();
    List<Sample> all = samples(golden.path("lists"));
    List<Sample> alone = new ArrayList<>();
    for (Sample each : all) {
      if (each.label(2) != Sample.NONE) {
        alone.add(each.as(each.row(), new int[] {each.label(2)}));
      }
    }
    FewShot one = FewShotSampler.sample(alone, TASKS.subset(2), 4, 2, Sampling.PUBLISHED);
    FewShot both = FewShotSampler.sample(all, TASKS, 4, 2, Sampling.PUBLISHED);
    assertEquals(
        both.train().stream().filter(each -> each.label(2) >= 0).map(Sample::path).toList(),
        one.train().stream().map(Sample::path).toList());
  }

  @Test
  void aTaskWithoutValidationImagesHoldsTrainingImagesBack() {
    List<Sample> samples = new ArrayList<>();
    for (int row = 0; row < 12; row++) {
      samples.add(new Sample(row, "i%02d".formatted(row), "", Split.TRAIN, new int[] {row % 2}));
    }
    TaskSet tasks = new TaskSet(List.of(task("t", 2)));
    FewShot drawn = FewShotSampler.sample(samples, tasks, 2, 1, Sampling.PUBLISHED);
    assertEquals(4, drawn.train().size());
    assertEquals(4, drawn.validation().size());
    assertTrue(Collections.disjoint(drawn.train(), drawn.validation()));
  }

  private static FewShot draw(List<Sample> samples, JsonNode draw) {
    return FewShotSampler.sample(
        samples,
        TASKS,
        draw.path("shots").intValue(),
        draw.path("seed").longValue(),
        Sampling.PUBLISHED);
  }

  private static Set<String> described(List<Sample> samples) {
    Set<String> lines = new TreeSet<>();
    for (Sample each : samples) {
      IntStream.range(0, TASKS.size())
          .filter(task -> each.label(task) != Sample.NONE)
          .forEach(task -> lines.add(each.path() + " " + task + " " + each.label(task)));
    }
    return lines;
  }

  private static Set<String> expected(JsonNode draw, String split) {
    Set<String> lines = new TreeSet<>();
    FIRST_TASK.forEach(
        (list, first) -> {
          for (JsonNode each : draw.path(list).path(split)) {
            int task = first + each.get(1).intValue();
            lines.add(each.get(0).textValue() + " " + task + " " + each.get(2));
          }
        });
    return lines;
  }

  private static List<Sample> samples(JsonNode lists) {
    List<Sample> samples = new ArrayList<>();
    for (String name : List.of("softcpt", "coop")) {
      int list = FIRST_TASK.get(name) == 0 ? 0 : 1;
      int order = 0;
      for (Split split : List.of(Split.TRAIN, Split.VAL)) {
        for (JsonNode item : lists.path(name).path(split.key())) {
          int[] labels = new int[TASKS.size()];
          Arrays.fill(labels, Sample.NONE);
          for (int i = 0; i < item.get(2).size(); i++) {
            labels[FIRST_TASK.get(name) + item.get(2).get(i).intValue()] =
                item.get(1).get(i).intValue();
          }
          Optional<ListPlace> place = Optional.of(new ListPlace(list, order++));
          String path = item.get(0).textValue();
          samples.add(new Sample(samples.size(), path, "", split, labels, place));
        }
      }
    }
    return samples;
  }

  private static JsonNode golden() throws IOException {
    String text = String.join("\n", PythonRandomGoldenTest.lines("published-draws.json"));
    return Json.mapper().readTree(text);
  }

  private static TaskDefinition task(String id, int classes) {
    List<ClassDefinition> definitions =
        IntStream.range(0, classes).mapToObj(i -> new ClassDefinition("c" + i, "c" + i)).toList();
    return new TaskDefinition(id, id, definitions, List.of("a {}"), Metric.OVERALL_ACC);
  }
}
