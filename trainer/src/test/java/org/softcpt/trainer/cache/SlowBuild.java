package org.softcpt.trainer.cache;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/** The program that {@link CacheResumeTest} kills: the fixture's cache, at 10 ms a batch. */
final class SlowBuild {

  private static final long BATCH_NANOS = 10_000_000;

  private SlowBuild() {}

  public static void main(String[] arguments) throws IOException {
    CacheFixture fixture = CacheFixture.existing(Path.of(arguments[0]));
    CacheListener slow =
        new CacheListener() {
          @Override
          public void progress(Progress progress) {
            LockSupport.parkNanos(BATCH_NANOS);
          }

          @Override
          public void skipped(SkippedImage image) {}
        };
    CacheFixture.builder(fixture.request(), new FakeEncoder(), slow).build(Path.of(arguments[1]));
  }
}
