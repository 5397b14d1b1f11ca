package org.softcpt.trainer.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The task files of public benchmarks; their images are not here. */
class BenchmarksDataTest {

  private static final Path FOLDER = Path.of("..", "benchmarks-data");

  @TempDir Path empty;

  @ParameterizedTest // mean_acc where the published code says so; ids differ, every template fits
  @CsvSource({
    "general-10, 10, caltech101 fgvc_aircraft oxford_flowers oxford_pets",
    "plant-6, 6, ",
    "remote-sensing, 7, "
  })
  void tasksHaveThePublishedMetrics(String name, int tasks, String meanAccuracies)
      throws IOException {
    TaskFile file = TaskFile.read(FOLDER.resolve(name + ".yaml"));
    assertEquals(name, file.name());
    assertEquals(tasks, file.entries().size());
    List<String> mean =
        file.entries().stream()
            .filter(entry -> entry.metric() == Metric.MEAN_ACC)
            .map(TaskEntry::id)
            .toList();
    assertEquals(meanAccuracies == null ? "" : meanAccuracies, String.join(" ", mean));
  }

  @Test
  void fashionIsOneListOfTwentyTasks() throws IOException {
    List<TaskEntry> entries = TaskFile.read(FOLDER.resolve("fashion-20.yaml")).entries();
    assertEquals(20, entries.size());
    for (int task = 0; task < 20; task++) {
      ListSource source = (ListSource) entries.get(task).source();
      assertEquals(new SoftCptSplit("fashion20/split_dk_Fashion20.json", task), source.format());
      assertEquals(Metric.MEAN_ACC, entries.get(task).metric());
    }
  }

  @Test
  void classesThatAreWrittenOutAreAsManyAsPublished() throws IOException {
    Map<String, Integer> counts = written("remote-sensing");
    counts.putAll(written("plant-6"));
    assertEquals(
        Map.of(
            "plant_village",
            39,
            "aid",
            30,
            "uc_merced",
            21,
            "rsscn7",
            7,
            "whu_rs19",
            19,
            "eurosat",
            10),
        counts);
  }

  @ParameterizedTest
  @CsvSource({"general-10", "plant-6", "fashion-20", "remote-sensing"})
  void withoutImagesEveryTaskSaysWhatIsMissing(String name) throws IOException {
    DatasetCheck check = DatasetCheck.of(FOLDER.resolve(name + ".yaml"), Optional.of(empty));
    for (TaskCheck task : check.tasks()) {
      assertEquals(1, task.problems().size());
      assertTrue(task.problems().get(0).contains("no such"), task.problems().get(0));
    }
  }

  private static Map<String, Integer> written(String name) throws IOException {
    return TaskFile.read(FOLDER.resolve(name + ".yaml")).entries().stream()
        .filter(entry -> !names(entry).given().isEmpty())
        .collect(Collectors.toMap(TaskEntry::id, entry -> names(entry).given().size()));
  }

  private static ClassNames names(TaskEntry entry) {
    return ((FolderSource) entry.source()).names();
  }
}
