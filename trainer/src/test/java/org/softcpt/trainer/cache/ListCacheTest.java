package org.softcpt.trainer.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.softcpt.models.image.Preprocessing;
import org.softcpt.trainer.task.Dataset;
import org.softcpt.trainer.task.FewShot;
import org.softcpt.trainer.task.LabelledImage;
import org.softcpt.trainer.task.ListPlace;
import org.softcpt.trainer.task.Sample;
import org.softcpt.trainer.task.Sampling;
import org.softcpt.trainer.task.TaskSet;

/** A cache of images that a list names: two tasks, 60 images in no order. */
class ListCacheTest {

  private static final String TASKS =
      """
      tasks:
        - {id: t, name: t, list: list.csv, columns: {label: first}}
        - {id: u, name: u, list: list.csv, columns: {label: second}}
      """;

  @TempDir Path root;
  @TempDir Path parent;

  @BeforeEach
  void writeImages() throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      Files.writeString(root.resolve("i" + i), "image " + i);
      String split = i < 36 ? "train" : i < 48 ? "val" : "test";
      lines.add("i%d,%s,a%d,%s".formatted(i, split, i % 4, i % 5 == 0 ? "" : "b" + i % 3));
    }
    Collections.shuffle(lines, new Random(4));
    lines.add(0, "path,split,first,second");
    Files.write(root.resolve("list.csv"), lines);
    Files.writeString(root.resolve("tasks.yaml"), TASKS);
  }

  @Test
  void placesInTheListSurviveIntoTheCache() throws IOException {
    Map<String, Optional<ListPlace>> places = new HashMap<>();
    for (LabelledImage image : dataset().images()) {
      places.put(image.path(), image.place());
    }
    try (FeatureCache cache = build("cache")) {
      assertEquals(60, cache.samples().size());
      for (Sample sample : cache.samples()) {
        assertEquals(places.get(sample.path()), sample.place());
      }
    }
  }

  @Test // the same images in another order are another list
  void theOrderOfTheListIsPartOfTheInputs() throws IOException {
    String before = inputs();
    List<String> lines = Files.readAllLines(root.resolve("list.csv"));
    Collections.swap(lines, 1, 2);
    Files.write(root.resolve("list.csv"), lines);
    assertNotEquals(before, inputs());
  }

  @Test // a class's published draw must not depend on which tasks and classes are looked at
  void aPartDrawsWhatTheWholeDraws() throws IOException {
    try (FeatureCache cache = build("cache")) {
      FewShot whole = cache.sample(2, 3, Sampling.PUBLISHED);
      TaskSet part = new TaskSet(List.of(cache.tasks().tasks().get(1).withClasses(1, 3)));
      FeatureView view = new FeatureView(FeatureView.ofTasks(cache, 1), part);
      FewShot seen = view.sample(2, 3, Sampling.PUBLISHED);
      assertEquals(expected(whole.train()), described(seen.train()));
      assertEquals(expected(whole.validation()), described(seen.validation()));
      seen.train().forEach(sample -> assertEquals(view.samples().get(sample.row()), sample));
    }
  }

  private static List<String> expected(List<Sample> whole) {
    return whole.stream()
        .filter(sample -> sample.label(1) >= 1)
        .map(sample -> sample.path() + " " + (sample.label(1) - 1))
        .toList();
  }

  private static List<String> described(List<Sample> seen) {
    return seen.stream().map(sample -> sample.path() + " " + sample.label(0)).toList();
  }

  private String inputs() throws IOException {
    return CacheInputs.of(request(), FakeEncoder.WIDTH).sha256();
  }

  private Dataset dataset() throws IOException {
    return Dataset.read(root.resolve("tasks.yaml"), Optional.empty());
  }

  private CacheRequest request() throws IOException {
    Preprocessing preprocessing = Preprocessing.clip(FakeEncoder.SIDE);
    CacheSettings settings = CacheFixture.settings(2);
    return new CacheRequest(dataset(), preprocessing, CacheFixture.MODEL, settings);
  }

  private FeatureCache build(String name) throws IOException {
    Path folder = parent.resolve(name);
    CacheFixture.builder(request(), new FakeEncoder(), CacheListener.SILENT).build(folder);
    return FeatureCache.open(folder);
  }
}
