package org.softcpt.trainer.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The task files we ship, on the photographs they are made for. */
class ExamplesTest {

  private static final Path SHARED =
      Path.of(System.getProperty("softcpt.shared", "absent"), "data");
  private static final Path EXAMPLES = Path.of("..", "examples");

  @ParameterizedTest // classes, training and test images as the photographs' own README counts them
  @CsvSource({
    "plants, grocery_fruit, 19, 304, 451",
    "plants, grocery_vegetable, 15, 240, 348",
    "plants, plant_seedlings, 12, 192, 288",
    "plants, plant_village, 15, 240, 360",
    "plants, blackgram_leaf_disease, 5, 80, 120",
    "plants, chilli_leaf_disease, 5, 80, 120",
    "plants, citrus_leaf_disease, 4, 64, 96",
    "plants, bean_leaf_disease, 3, 48, 72",
    "clothing, clothing_upper_body, 8, 128, 192",
    "clothing, clothing_lower_body_and_accessories, 6, 96, 144",
    "clothing, clothing_for_children, 4, 64, 96",
  })
  void findsEveryImage(String domain, String id, int classes, int train, int test)
      throws IOException {
    Dataset data = read(domain);
    int task = data.tasks().indexOf(id).orElseThrow();
    assertEquals(classes, data.tasks().tasks().get(task).classes().size());
    assertEquals(train, count(data, task, Split.TRAIN));
    assertEquals(test, count(data, task, Split.TEST));
  }

  @ParameterizedTest
  @CsvSource({"plants, 8, 78", "clothing, 3, 18"})
  void classTextsAreThoseOfTheList(String domain, int tasks, int classes) throws IOException {
    TaskSet set = read(domain).tasks();
    assertEquals(tasks, set.size());
    assertEquals(classes, set.classCount());
    Map<String, String> texts = new HashMap<>();
    for (String line : Files.readAllLines(SHARED.resolve("classes.csv"))) {
      List<String> cells = List.of(line.split(","));
      texts.put(cells.get(0) + "/" + cells.get(1) + "/" + cells.get(2), cells.get(3));
    }
    for (TaskDefinition task : set.tasks()) {
      for (ClassDefinition each : task.classes()) {
        assertEquals(texts.get(domain + "/" + task.id() + "/" + each.id()), each.name());
      }
    }
  }

  @Test
  void sixteenShotsUseEveryTrainingImage() throws IOException {
    List<Sample> samples = new ArrayList<>();
    for (LabelledImage each : read("plants").images()) {
      samples.add(new Sample(samples.size(), each.path(), "", each.split(), each.labels()));
    }
    assertEquals(
        1248, FewShotSampler.sample(samples, read("plants").tasks(), 16, 1).train().size());
  }

  private static Dataset read(String domain) throws IOException {
    Path root = SHARED.resolve(domain);
    assumeTrue(Files.isDirectory(root), "needs the shared photographs");
    return Dataset.read(EXAMPLES.resolve(domain + ".yaml"), Optional.of(root));
  }

  private static long count(Dataset data, int task, Split split) {
    return data.images().stream()
        .filter(image -> image.split() == split && image.labels()[task] != Sample.NONE)
        .count();
  }
}
