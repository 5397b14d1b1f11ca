package org.softcpt.trainer.cache;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.softcpt.models.image.Preprocessing;
import org.softcpt.trainer.task.Dataset;
import org.softcpt.trainer.task.LabelledImage;
import org.softcpt.trainer.task.Sample;
import org.softcpt.trainer.task.Split;
import org.softcpt.trainer.task.TaskSet;

class FeatureViewTest {

  private static final String DIGEST = "d".repeat(64);

  @TempDir Path images;
  @TempDir Path parent;
  private CacheFixture fixture;
  private FeatureCache cache;

  @BeforeEach
  void build() throws IOException {
    fixture = CacheFixture.in(images);
    fixture.builder(new FakeEncoder()).build(parent.resolve("whole"));
    cache = FeatureCache.open(parent.resolve("whole"));
  }

  @AfterEach
  void close() {
    cache.close();
  }

  @Test
  void aTaskSeenAloneIsTheCacheOfThatTask() throws IOException {
    Dataset whole = fixture.dataset();
    List<LabelledImage> kept =
        whole.images().stream()
            .filter(image -> image.labels()[1] != Sample.NONE)
            .map(image -> with(image, image.labels()[1]))
            .toList();
    requireEqual(build(whole, cache.tasks().subset(1), kept), FeatureView.ofTasks(cache, 1));
  }

  @Test
  void classesSeenAloneAreTheCacheOfTheseClasses() throws IOException {
    Dataset whole = fixture.dataset();
    List<LabelledImage> kept =
        whole.images().stream()
            .filter(image -> image.labels()[0] >= 1)
            .map(image -> with(image, image.labels()[0] - 1))
            .toList();
    TaskSet tasks = new TaskSet(List.of(cache.tasks().tasks().get(0).withClasses(1, 3)));
    requireEqual(build(whole, tasks, kept), new FeatureView(cache, tasks));
  }

  @Test
  void seeingEverythingChangesNothing() {
    FeatureView view = FeatureView.ofTasks(cache, 0, 1);
    requireEqual(cache, view);
    assertEquals(DIGEST, view.digest(DIGEST));
  }

  @Test
  void anImageOfSeveralTasksKeepsTheLabelsThatAreSeen() {
    Sample validation =
        FeatureView.ofTasks(cache, 1, 0).samples().stream()
            .filter(sample -> sample.split() == Split.VAL)
            .findFirst()
            .orElseThrow();
    assertArrayEquals(new int[] {1, 0}, validation.labels());
  }

  @Test
  void whatIsSeenIsPartOfTheDigest() {
    String first = FeatureView.ofTasks(cache, 0).digest(DIGEST);
    assertNotEquals(first, FeatureView.ofTasks(cache, 1).digest(DIGEST));
    assertNotEquals(first, FeatureView.ofTasks(cache, 0).digest("e".repeat(64)));
    assertEquals(first, FeatureView.ofTasks(cache, 0).digest(DIGEST));
  }

  @Test
  void namesATaskOrClassThatIsNotThere() {
    String task =
        assertThrows(
                IllegalArgumentException.class,
                () -> new FeatureView(cache, CacheFixture.tasks("other")))
            .getMessage();
    assertEquals("no task 'other'", task);
    FeatureView first = new FeatureView(cache, firstClasses());
    String missing =
        assertThrows(
                IllegalArgumentException.class,
                () -> new FeatureView(first, cache.tasks().subset(0)))
            .getMessage();
    assertTrue(missing.contains("'c2'"), missing);
  }

  private TaskSet firstClasses() {
    return new TaskSet(List.of(cache.tasks().tasks().get(0).withClasses(0, 2)));
  }

  private static LabelledImage with(LabelledImage image, int label) {
    return new LabelledImage(image.path(), image.split(), new int[] {label});
  }

  private FeatureCache build(Dataset whole, TaskSet tasks, List<LabelledImage> kept)
      throws IOException {
    Dataset smaller = new Dataset(whole.name(), whole.root(), tasks, kept);
    CacheRequest request =
        new CacheRequest(
            smaller,
            Preprocessing.clip(FakeEncoder.SIDE),
            CacheFixture.MODEL,
            CacheFixture.settings(2));
    Path folder = parent.resolve("smaller");
    CacheFixture.builder(request, new FakeEncoder(), CacheListener.SILENT).build(folder);
    return FeatureCache.open(folder);
  }

  private static void requireEqual(FeatureCache expected, FeatureView view) {
    assertEquals(expected.tasks(), view.tasks());
    assertEquals(expected.samples(), view.samples());
    assertEquals(expected.width(), view.width());
    assertEquals(expected.views(), view.views());
    for (Sample sample : expected.samples()) {
      for (int each = 0; each <= (sample.split() == Split.TRAIN ? view.views() : 0); each++) {
        assertArrayEquals(
            withoutBatch(expected.feature(sample.row(), each)),
            withoutBatch(view.feature(sample.row(), each)),
            sample.path());
      }
    }
    expected.close();
  }

  /** The last value is the size of the batch that the image happened to be in. */
  private static float[] withoutBatch(float[] feature) {
    return Arrays.copyOf(feature, feature.length - 1);
  }
}
