package org.softcpt.trainer.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.softcpt.models.image.Preprocessing;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.io.Json;
import org.softcpt.trainer.task.Dataset;
import org.softcpt.trainer.task.LabelledImage;
import org.softcpt.trainer.task.Split;
import org.softcpt.trainer.task.TaskDefinition;
import org.softcpt.trainer.task.TaskSet;

/** Features of different origin never meet in one folder, begun or finished. */
class CacheMixingTest {

  @TempDir Path images;
  @TempDir Path parent;
  private CacheFixture fixture;
  private Path folder;

  @BeforeEach
  void makeImages() throws IOException {
    fixture = CacheFixture.in(images);
    folder = parent.resolve("cache");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void otherInputsAreRefusedAndNamed(boolean finished) throws IOException {
    begin(finished);
    Map<String, String> before = CacheFixture.digests(folder);
    Dataset data = fixture.dataset();
    Preprocessing preprocessing = Preprocessing.clip(2);
    Preprocessing larger = new Preprocessing(3, 2, preprocessing.mean(), preprocessing.std());
    CacheSettings settings = CacheFixture.settings(2);
    String model = CacheFixture.MODEL;
    String other = "b".repeat(64);
    requireRefused(
        new CacheRequest(data, preprocessing, other, settings),
        "image encoder: " + model + " there, " + other + " here");
    requireRefused(new CacheRequest(data, larger, model, settings), "preprocessing: ");
    requireRefused(
        new CacheRequest(data, preprocessing, model, new CacheSettings(1, 1, 4, 7, 2)),
        "views: 2 there, 1 here");
    requireRefused(
        new CacheRequest(data, preprocessing, model, new CacheSettings(2, 5, 4, 7, 2)),
        "seed: 1 there, 5 here");
    requireRefused(
        new CacheRequest(data, preprocessing, model, new CacheSettings(2, 1, 8, 7, 2)),
        "batch: 4 there, 8 here");
    Dataset renamed =
        new Dataset(data.name(), data.root(), CacheFixture.tasks("other"), data.images());
    requireRefused(
        new CacheRequest(renamed, preprocessing, model, settings),
        "tasks: [t, u] there, [t, other] here");
    TaskDefinition task = data.tasks().tasks().get(0);
    TaskDefinition retold =
        new TaskDefinition(
            task.id(), "another name", task.classes(), task.templates(), task.metric());
    TaskSet tasks = new TaskSet(List.of(retold, data.tasks().tasks().get(1)));
    requireRefused(
        new CacheRequest(
            new Dataset(data.name(), data.root(), tasks, data.images()),
            preprocessing,
            model,
            settings),
        "name, classes, templates or metric of tasks [t]");
    List<LabelledImage> fewer = data.images().subList(0, data.images().size() - 1);
    requireRefused(
        new CacheRequest(
            new Dataset(data.name(), data.root(), data.tasks(), fewer),
            preprocessing,
            model,
            settings),
        "number of images: 41 there, 40 here");
    assertEquals(before, CacheFixture.digests(folder), "nothing may be lost");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aChangedImageIsRefusedAndNamed(boolean finished) throws IOException {
    begin(finished);
    String path = CacheFixture.path(0, 0, Split.TRAIN, 0);
    fixture.write(path, "another picture");
    requireRefused(fixture.request(), "image " + path + " changed since this cache was begun");
    Files.delete(images.resolve(path));
    requireRefused(fixture.request(), "now unreadable");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aRepairedImageIsAChangedImage(boolean finished) throws IOException {
    String path = CacheFixture.path(0, 0, Split.TRAIN, 0);
    fixture.write(path, "corrupt");
    begin(finished);
    fixture.write(path, "repaired");
    requireRefused(fixture.request(), "image " + path + " changed since this cache was begun");
  }

  @Test
  void aShardOfAnotherCacheIsRefused() throws IOException {
    Path elsewhere = parent.resolve("elsewhere");
    CacheRequest seeded = fixture.request(new CacheSettings(2, 9, 4, 7, 2));
    CacheFixture.builder(seeded, new FakeEncoder(), CacheListener.SILENT).build(elsewhere);
    begin(false);
    Files.copy(elsewhere.resolve(ShardPlan.file(2)), folder.resolve(ShardPlan.file(2)));
    requireRefused(fixture.request(), ShardPlan.file(2) + ": inputs: expected ");
  }

  @Test // the manifest is the user's to damage
  void aFinishedCacheThatListsTooFewShardsIsRefused() throws IOException {
    begin(true);
    Path file = folder.resolve(CacheManifest.FILE);
    ObjectNode manifest = (ObjectNode) Json.read(file);
    ((ArrayNode) manifest.get("shards")).remove(0);
    Json.write(file, manifest);
    requireRefused(fixture.request(), "cache.json: expected 7 shards, found 6");
  }

  @Test
  void twoBuildersDoNotShareAFolder() throws IOException {
    CacheListener second =
        new CacheListener() {
          @Override
          public void progress(Progress progress) {
            if (progress.done() == 0) {
              assertThrowsRefusal();
            }
          }

          @Override
          public void skipped(SkippedImage image) {}

          private void assertThrowsRefusal() {
            FeatureCacheBuilder builder = fixture.builder(new FakeEncoder());
            String message =
                assertThrows(InvalidInputException.class, () -> builder.build(folder)).getMessage();
            assertTrue(message.endsWith("building it: wait for it or stop it"), message);
          }
        };
    CacheFixture.builder(fixture.request(), new FakeEncoder(), second).build(folder);
    FeatureCache.open(folder).close();
  }

  private void begin(boolean finished) throws IOException {
    if (finished) {
      fixture.builder(new FakeEncoder()).build(folder);
    } else {
      FakeEncoder failing = FakeEncoder.failingAfter(14);
      assertThrows(IllegalStateException.class, () -> fixture.builder(failing).build(folder));
    }
  }

  private void requireRefused(CacheRequest request, String part) {
    FeatureCacheBuilder builder =
        CacheFixture.builder(request, new FakeEncoder(), CacheListener.SILENT);
    String message =
        assertThrows(InvalidInputException.class, () -> builder.build(folder)).getMessage();
    assertTrue(message.contains(part), message);
    assertFalse(message.contains("\n"), message);
  }
}
