package org.softcpt.trainer.cache;

/** Hears how a build goes, on the thread that builds. */
public interface CacheListener {

  /** Hears nothing. */
  CacheListener SILENT =
      new CacheListener() {
        @Override
        public void progress(Progress progress) {}

        @Override
        public void skipped(SkippedImage image) {}
      };

  /**
   * Called at the start, after every batch and after every shard found done.
   *
   * @param progress how far the build is
   */
  void progress(Progress progress);

  /**
   * Called for every image that is left out, also for those of the earlier run when one is resumed.
   *
   * @param image the image and the reason
   */
  void skipped(SkippedImage image);
}
