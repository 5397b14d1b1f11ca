package org.softcpt.trainer.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.trainer.task.Split;

/** A build that was stopped ends with the same bytes as one that was not. */
class CacheResumeTest {

  @TempDir Path images;
  @TempDir Path parent;
  private CacheFixture fixture;
  private Path folder;
  private Map<String, String> uninterrupted;
  private int batches;

  @BeforeEach
  void buildOnceWithoutInterruption() throws IOException {
    fixture = CacheFixture.in(images);
    fixture.write(CacheFixture.path(0, 2, Split.TRAIN, 1), "corrupt");
    folder = parent.resolve("cache");
    Path whole = parent.resolve("whole");
    fixture.builder(new FakeEncoder()).build(whole);
    uninterrupted = CacheFixture.digests(whole);
    batches = 5 + 6 + 6 + 3 + 2 + 2 + 1; // 21, 18 or 21, 21, 12 views, then 7, 7, 2, by 4
  }

  @Test
  void afterAFailureInAnyBatch() throws IOException {
    for (int batch = 0; batch < batches; batch += 3) {
      Path each = parent.resolve("after-" + batch);
      FakeEncoder failing = FakeEncoder.failingAfter(batch);
      assertThrows(IllegalStateException.class, () -> fixture.builder(failing).build(each));
      fixture.builder(new FakeEncoder()).build(each);
      assertEquals(uninterrupted, CacheFixture.digests(each), "failed after batch " + batch);
    }
  }

  @Test
  void afterManyFailuresOneUponTheOther() throws IOException {
    int failures = 0;
    while (!Files.exists(folder.resolve(CacheManifest.FILE))) {
      FakeEncoder failing = FakeEncoder.failingAfter(6); // one shard's worth
      try {
        fixture.builder(failing).build(folder);
      } catch (IllegalStateException e) {
        assertEquals("crash", e.getMessage());
        failures++;
      }
    }
    assertTrue(failures > 2, failures + " failures");
    assertEquals(uninterrupted, CacheFixture.digests(folder));
  }

  @Test
  void nothingThatWasWrittenIsEncodedAgain() throws IOException {
    FakeEncoder failing = FakeEncoder.failingAfter(14); // two shards of 18 to 21 views, and a bit
    assertThrows(IllegalStateException.class, () -> fixture.builder(failing).build(folder));
    FakeEncoder second = new FakeEncoder();
    fixture.builder(second).build(folder);
    assertEquals(21 + 12 + 16, second.encoded());
    FakeEncoder third = new FakeEncoder();
    fixture.builder(third).build(folder);
    assertEquals(0, third.encoded());
    assertEquals(uninterrupted, CacheFixture.digests(folder));
  }

  @Test
  void whatAKilledWriterLeftIsRemoved() throws IOException {
    FakeEncoder failing = FakeEncoder.failingAfter(9);
    assertThrows(IllegalStateException.class, () -> fixture.builder(failing).build(folder));
    Files.writeString(folder.resolve("shards/.features-00002.safetensors.tmp-12"), "half a shard");
    Files.writeString(folder.resolve(".cache.json.tmp-12"), "{");
    fixture.builder(new FakeEncoder()).build(folder);
    assertEquals(uninterrupted, CacheFixture.digests(folder));
  }

  @Test
  void aShardThatWasDeletedIsMadeAgain() throws IOException {
    fixture.builder(new FakeEncoder()).build(folder);
    Files.delete(folder.resolve(ShardPlan.file(3)));
    fixture.builder(new FakeEncoder()).build(folder);
    assertEquals(uninterrupted, CacheFixture.digests(folder));
  }

  @Test
  void aFinishedShardThatWasDamagedIsNotTakenForGood() throws IOException {
    fixture.builder(new FakeEncoder()).build(folder);
    Path shard = folder.resolve(ShardPlan.file(3));
    byte[] content = Files.readAllBytes(shard);
    content[content.length - 1] ^= 1;
    Files.write(shard, content);
    FeatureCacheBuilder builder = fixture.builder(new FakeEncoder());
    String message =
        assertThrows(InvalidInputException.class, () -> builder.build(folder)).getMessage();
    assertTrue(message.startsWith(shard + ": changed or damaged"), message);
  }

  /**
   * Kills a process with SIGKILL some way into its work, again and again, until it gets through.
   */
  @Test
  void afterKillNineOfTheProcess() throws IOException, InterruptedException {
    int kills = 0;
    for (int wanted = 1; !Files.exists(folder.resolve(CacheManifest.FILE)); wanted += 2) {
      Process process = slowBuild();
      while (process.isAlive() && shards() < wanted) {
        Thread.sleep(5);
      }
      kills += process.isAlive() ? 1 : 0;
      process.destroyForcibly();
      assertTrue(process.waitFor(60, TimeUnit.SECONDS));
      assertTrue(wanted < 100, "never finished");
    }
    assertTrue(kills >= 2, kills + " kills");
    fixture.builder(new FakeEncoder()).build(folder);
    assertEquals(uninterrupted, CacheFixture.digests(folder));
  }

  private int shards() {
    String[] names = folder.resolve("shards").toFile().list((where, name) -> name.startsWith("f"));
    return names == null ? 0 : names.length;
  }

  private Process slowBuild() throws IOException {
    String classes =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    return new ProcessBuilder(
            java.toString(),
            "-cp",
            classes,
            SlowBuild.class.getName(),
            images.toString(),
            folder.toString())
        .redirectErrorStream(true)
        .redirectOutput(parent.resolve("child.log").toFile())
        .start();
  }

  @Test
  void theChildProcessWorksWhenNobodyKillsIt() throws IOException, InterruptedException {
    Process process = slowBuild();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    assertEquals(0, process.exitValue(), Files.readString(parent.resolve("child.log")));
    assertEquals(uninterrupted, CacheFixture.digests(folder));
  }
}
