package org.softcpt.trainer.cache;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.io.Sha256;

class FeatureCacheTest {

  @TempDir Path images;
  @TempDir Path parent;
  private Path folder;

  @BeforeEach
  void build() throws IOException {
    folder = parent.resolve("cache");
    CacheFixture.in(images).builder(new FakeEncoder()).build(folder);
  }

  @Test
  void manyThreadsReadTheSameFeatures() throws Exception {
    try (FeatureCache cache = FeatureCache.open(folder)) {
      List<float[]> alone = allFeatures(cache);
      ExecutorService pool = Executors.newFixedThreadPool(4);
      try {
        Callable<List<float[]>> reading = () -> allFeatures(cache);
        for (Future<List<float[]>> each : pool.invokeAll(List.of(reading, reading, reading))) {
          for (int row = 0; row < alone.size(); row++) {
            assertArrayEquals(alone.get(row), each.get().get(row));
          }
        }
      } finally {
        pool.shutdownNow();
      }
    }
  }

  @Test
  void aFeatureBelongsToTheReader() throws IOException {
    try (FeatureCache cache = FeatureCache.open(folder)) {
      float before = cache.feature(0, 0)[0];
      cache.feature(0, 0)[0] = before + 1;
      assertEquals(before, cache.feature(0, 0)[0]);
    }
  }

  @Test
  void anotherModelIsRefusedByBothDigests() throws IOException {
    String other = "c".repeat(64);
    try (FeatureCache cache = FeatureCache.open(folder)) {
      cache.requireModel(CacheFixture.MODEL);
      String message =
          assertThrows(InvalidInputException.class, () -> cache.requireModel(other)).getMessage();
      assertTrue(message.contains(CacheFixture.MODEL) && message.contains(other), message);
      assertTrue(message.contains("cache again"), message);
    }
  }

  @Test
  void aClosedCacheGivesNothing() throws IOException {
    FeatureCache cache = FeatureCache.open(folder);
    cache.close();
    assertThrows(IllegalStateException.class, () -> cache.feature(0, 0));
  }

  @Test
  void anUnfinishedCacheSaysHowToGoOn() throws IOException {
    Path begun = parent.resolve("begun");
    FakeEncoder failing = FakeEncoder.failingAfter(3);
    FeatureCacheBuilder builder = CacheFixture.existing(images).builder(failing);
    assertThrows(IllegalStateException.class, () -> builder.build(begun));
    requireRefused(begun, "is not finished: run the same 'softcpt cache' again");
  }

  @Test
  void aFolderThatIsNoCacheIsNamed() {
    requireRefused(parent.resolve("absent"), "no feature cache here: expected cache.json");
  }

  @Test
  void aTruncatedShardIsNamed() throws IOException {
    Path shard = folder.resolve(ShardPlan.file(1));
    byte[] content = Files.readAllBytes(shard);
    Files.write(shard, Arrays.copyOf(content, content.length - 9));
    requireRefused(folder, shard + ": expected SHA-256 ");
  }

  @Test
  void aMissingShardIsNamed() throws IOException {
    Files.delete(folder.resolve(ShardPlan.file(1)));
    requireRefused(folder, ShardPlan.file(1) + ": no such file");
  }

  @Test
  void oneFlippedBitIsFound() throws IOException {
    Path shard = folder.resolve(ShardPlan.file(5));
    byte[] content = Files.readAllBytes(shard);
    content[content.length - 1] ^= 1;
    Files.write(shard, content);
    requireRefused(folder, shard + ": expected SHA-256 ");
  }

  @Test
  void aChangedSampleListIsFound() throws IOException {
    replace(CacheManifest.SAMPLES, "\"c0\"", "\"c1\"");
    requireRefused(folder, CacheManifest.SAMPLES + ": expected SHA-256 ");
  }

  @Test // the digests of a hostile cache are right
  void aSampleOfAnUnknownTaskIsRefused() throws IOException {
    String before = Sha256.of(folder.resolve(CacheManifest.SAMPLES));
    replace(CacheManifest.SAMPLES, "\"u\":\"c0\"", "\"w\":\"c0\"");
    replace(CacheManifest.FILE, before, Sha256.of(folder.resolve(CacheManifest.SAMPLES)));
    requireRefused(folder, "labels: the cache's tasks have no w=");
  }

  @Test
  void rowsOutOfOrderAreRefused() throws IOException {
    String before = Sha256.of(folder.resolve(CacheManifest.SAMPLES));
    replace(CacheManifest.SAMPLES, "\"row\":7,", "\"row\":8,");
    replace(CacheManifest.FILE, before, Sha256.of(folder.resolve(CacheManifest.SAMPLES)));
    requireRefused(folder, "expected rows 0 to 40 in order");
  }

  @Test
  void linesThatAreNoSamplesAreRefused() throws IOException {
    for (String line : List.of("{", "[]", "7", "null", "{\"row\":0}")) {
      String before = Sha256.of(folder.resolve(CacheManifest.SAMPLES));
      Files.writeString(folder.resolve(CacheManifest.SAMPLES), line + "\n");
      replace(CacheManifest.FILE, before, Sha256.of(folder.resolve(CacheManifest.SAMPLES)));
      requireRefused(folder, CacheManifest.SAMPLES + ": line 1: not ");
    }
  }

  @Test
  void aManifestMayNotPointElsewhere() throws IOException {
    replace(CacheManifest.FILE, ShardPlan.file(0), "../secret.safetensors");
    requireRefused(folder, "shard 0: expected shards/features-00000.safetensors");
  }

  @Test
  void aShardOfOtherRowsThanTheManifestSaysIsRefused() throws IOException {
    replace(CacheManifest.FILE, "\"rows\" : 4", "\"rows\" : 5");
    requireRefused(folder, "expected rows 0 to 41 in order");
  }

  @Test
  void aLaterVersionIsCalledThat() throws IOException {
    replace(CacheManifest.FILE, "\"version\" : 1", "\"version\" : 2");
    requireRefused(folder, "this program reads version 1");
  }

  @Test
  void aManifestWithoutShardsOrInputsIsRefused() throws IOException {
    replace(CacheManifest.FILE, "\"shards\"", "\"sherds\"");
    requireRefused(folder, CacheManifest.FILE);
  }

  private void replace(String name, String old, String replacement) throws IOException {
    String text = Files.readString(folder.resolve(name));
    assertTrue(text.contains(old), text);
    Files.writeString(folder.resolve(name), text.replace(old, replacement));
  }

  private static void requireRefused(Path folder, String part) {
    String message =
        assertThrows(InvalidInputException.class, () -> FeatureCache.open(folder)).getMessage();
    assertTrue(message.contains(part), message);
    assertFalse(message.contains("\n"), message);
  }

  private static List<float[]> allFeatures(FeatureCache cache) {
    List<float[]> features = new ArrayList<>();
    cache.samples().forEach(sample -> features.add(cache.feature(sample.row(), 0)));
    return features;
  }
}
