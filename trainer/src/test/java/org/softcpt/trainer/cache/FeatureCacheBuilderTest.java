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
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.softcpt.models.image.Preprocessing;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.io.Sha256;
import org.softcpt.trainer.task.LabelledImage;
import org.softcpt.trainer.task.Sample;
import org.softcpt.trainer.task.Split;

class FeatureCacheBuilderTest {

  private static final int TRAIN = 25;
  private static final int OTHERS = 16;

  @TempDir Path images;
  @TempDir Path parent;
  private CacheFixture fixture;
  private Path folder;

  @BeforeEach
  void makeImages() throws IOException {
    fixture = CacheFixture.in(images);
    folder = parent.resolve("cache");
  }

  @Test
  void everyFeatureIsWhatTheEncoderSaysOfThatView() throws IOException {
    fixture.builder(new FakeEncoder()).build(folder);
    try (FeatureCache cache = FeatureCache.open(folder)) {
      for (Sample sample : cache.samples()) {
        byte[] content = Files.readAllBytes(images.resolve(sample.path()));
        int views = sample.split() == Split.TRAIN ? 3 : 1;
        float[][] pixels = CacheFixture.views(content, Sha256.of(content), sample.path(), views);
        for (int view = 0; view < views; view++) {
          // the last number, the batch's size, is of no interest here
          assertArrayEquals(
              Arrays.copyOf(FakeEncoder.feature(pixels[view], 0), FakeEncoder.WIDTH - 1),
              Arrays.copyOf(cache.feature(sample.row(), view), FakeEncoder.WIDTH - 1));
        }
      }
    }
  }

  @Test
  void samplesAreTheImagesInTheirOrder() throws IOException {
    CacheManifest manifest = fixture.builder(new FakeEncoder()).build(folder);
    List<Sample> expected = new ArrayList<>();
    for (LabelledImage image : fixture.dataset().images()) {
      String sha256 = Sha256.of(images.resolve(image.path()));
      expected.add(
          new Sample(expected.size(), image.path(), sha256, image.split(), image.labels()));
    }
    try (FeatureCache cache = FeatureCache.open(folder)) {
      assertEquals(expected, cache.samples());
      assertEquals(manifest, cache.manifest());
      assertEquals(fixture.dataset().tasks(), cache.tasks());
      assertEquals(2, cache.views());
      assertEquals(FakeEncoder.WIDTH, cache.width());
    }
  }

  @Test // of 25 training images with 3 views each: 7 + 7 + 7 + 4; of 16 others: 7 + 7 + 2
  void shardsAreBoundedAndKeepTrainingImagesApart() throws IOException {
    CacheManifest manifest = fixture.builder(new FakeEncoder()).build(folder);
    assertEquals(
        List.of(7, 7, 7, 4, 7, 7, 2),
        manifest.shards().stream().map(CacheManifest.Shard::rows).toList());
    assertEquals(
        List.of(3, 3, 3, 3, 1, 1, 1),
        manifest.shards().stream().map(CacheManifest.Shard::views).toList());
  }

  @Test
  void testImagesHaveNoAugmentedView() throws IOException {
    fixture.builder(new FakeEncoder()).build(folder);
    try (FeatureCache cache = FeatureCache.open(folder)) {
      cache.feature(TRAIN - 1, 2);
      assertThrows(IllegalArgumentException.class, () -> cache.feature(TRAIN - 1, 3));
      assertThrows(IllegalArgumentException.class, () -> cache.feature(TRAIN, 1));
      assertThrows(IndexOutOfBoundsException.class, () -> cache.feature(TRAIN + OTHERS, 0));
    }
  }

  @Test
  void filesDoNotDependOnTheNumberOfThreads() throws IOException {
    fixture.builder(new FakeEncoder()).build(folder);
    Map<String, String> expected = CacheFixture.digests(folder);
    for (int threads : new int[] {1, 3, 13}) {
      Path other = parent.resolve("threads-" + threads);
      CacheRequest request = fixture.request(CacheFixture.settings(threads));
      CacheFixture.builder(request, new FakeEncoder(), CacheListener.SILENT).build(other);
      assertEquals(expected, CacheFixture.digests(other), threads + " threads");
    }
  }

  @Test
  void progressEndsAtTheNumberOfViewsAndNeverFalls() throws IOException {
    Recorder recorder = new Recorder();
    CacheFixture.builder(fixture.request(), new FakeEncoder(), recorder).build(folder);
    long before = -1;
    for (Progress progress : recorder.progress) {
      assertEquals(3 * TRAIN + OTHERS, progress.total());
      assertTrue(progress.done() > before);
      before = progress.done();
    }
    assertEquals(0, recorder.progress.get(0).done());
    assertEquals(3 * TRAIN + OTHERS, before);
  }

  @Test
  void unreadableImagesAreLeftOutToldAndRecorded() throws IOException {
    String corrupt = CacheFixture.path(0, 1, Split.TRAIN, 3);
    String absent = CacheFixture.path(1, 0, Split.TEST, 6);
    fixture.write(corrupt, "corrupt");
    Files.delete(images.resolve(absent));
    Recorder recorder = new Recorder();
    CacheManifest manifest =
        CacheFixture.builder(fixture.request(), new FakeEncoder(), recorder).build(folder);
    List<SkippedImage> expected =
        List.of(
            new SkippedImage(corrupt, Sha256.of("corrupt"), Split.TRAIN, "not an image"),
            new SkippedImage(absent, "", Split.TEST, "cannot be read: NoSuchFileException"));
    assertEquals(expected, recorder.skipped);
    assertEquals(2, manifest.skipped());
    String lines = Files.readString(folder.resolve(CacheManifest.SKIPPED));
    assertEquals(
        expected, new SampleLines(fixture.dataset().tasks()).readSkipped(lines, "skipped"));
    try (FeatureCache cache = FeatureCache.open(folder)) {
      assertEquals(TRAIN + OTHERS - 2, cache.samples().size());
      assertTrue(cache.samples().stream().noneMatch(each -> each.path().equals(corrupt)));
      byte[] last = Files.readAllBytes(images.resolve("t1/c1/test_7"));
      float[] pixels = CacheFixture.views(last, Sha256.of(last), "", 1)[0];
      float[] found = cache.feature(TRAIN + OTHERS - 3, 0);
      assertEquals(FakeEncoder.feature(pixels, 0)[0], found[0]);
    }
  }

  @Test // with one image per shard, a corrupt image makes a shard without rows
  void aShardWithoutRowsIsNoObstacle() throws IOException {
    fixture.write(CacheFixture.path(0, 0, Split.TRAIN, 0), "corrupt");
    fixture.write(CacheFixture.path(0, 0, Split.TRAIN, 1), "corrupt");
    fixture.write(CacheFixture.path(1, 1, Split.TEST, 7), "corrupt");
    CacheRequest request = fixture.request(new CacheSettings(2, 1, 4, 1, 2));
    CacheFixture.builder(request, new FakeEncoder(), CacheListener.SILENT).build(folder);
    try (FeatureCache cache = FeatureCache.open(folder)) {
      for (Sample sample : cache.samples()) {
        byte[] content = Files.readAllBytes(images.resolve(sample.path()));
        float[] pixels = CacheFixture.views(content, Sha256.of(content), "", 1)[0];
        assertEquals(
            FakeEncoder.feature(pixels, 0)[0], cache.feature(sample.row(), 0)[0], sample.path());
      }
    }
  }

  @Test
  void aClassThatLosesAllItsTestImagesIsAnError() throws IOException {
    for (int number = 5; number < 8; number++) {
      fixture.write(CacheFixture.path(1, 0, Split.TEST, number), "corrupt");
    }
    FeatureCacheBuilder builder = fixture.builder(new FakeEncoder());
    InvalidInputException error =
        assertThrows(InvalidInputException.class, () -> builder.build(folder));
    assertEquals(
        "task 'u': class 'c0': expected at least 1 readable test image, found none",
        error.getMessage());
    assertFalse(Files.exists(folder.resolve(CacheManifest.FILE)));
  }

  @Test
  void aFolderWithOtherFilesIsLeftAlone() throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("thesis.txt"), "years of work");
    FeatureCacheBuilder builder = fixture.builder(new FakeEncoder());
    assertThrows(InvalidInputException.class, () -> builder.build(folder));
    assertEquals(1, CacheFixture.digests(folder).size());
  }

  @Test
  void anEncoderOfAnotherSideIsRefused() {
    CacheRequest small = fixture.request();
    CacheRequest request =
        new CacheRequest(
            small.dataset(), Preprocessing.clip(3), CacheFixture.MODEL, small.settings());
    FeatureCacheBuilder builder =
        CacheFixture.builder(request, new FakeEncoder(), CacheListener.SILENT);
    assertEquals(
        "the model's preprocessing gives 3 pixels a side, its image encoder takes 2",
        assertThrows(InvalidInputException.class, () -> builder.build(folder)).getMessage());
  }

  @Test
  void rejectsSettingsOutOfRange() {
    assertThrows(IllegalArgumentException.class, () -> CacheSettings.of(-1, 1));
    assertThrows(IllegalArgumentException.class, () -> CacheSettings.of(101, 1));
    assertThrows(IllegalArgumentException.class, () -> new CacheSettings(0, 1, 0, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> new CacheSettings(0, 1, 1, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> new CacheSettings(0, 1, 1, 1, 0));
  }

  private static final class Recorder implements CacheListener {
    private final List<Progress> progress = new ArrayList<>();
    private final List<SkippedImage> skipped = new ArrayList<>();

    @Override
    public void progress(Progress now) {
      progress.add(now);
    }

    @Override
    public void skipped(SkippedImage image) {
      skipped.add(image);
    }
  }
}
