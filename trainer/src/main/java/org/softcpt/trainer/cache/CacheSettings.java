package org.softcpt.trainer.cache;

/**
 * How a cache is made.
 *
 * @param views augmented views N of each training image, 0 to {@value #MAX_VIEWS}
 * @param seed chooses the augmentations
 * @param batch images encoded at once
 * @param shardImages images of one shard: what a crash can cost
 * @param threads decode this many images at a time; makes no difference to what is written
 */
public record CacheSettings(int views, long seed, int batch, int shardImages, int threads) {

  /** More would make one shard larger than memory. */
  public static final int MAX_VIEWS = 100;

  /** Fastest for ViT-B/16 on a processor; batches of 32 were slower. */
  public static final int DEFAULT_BATCH = 8;

  /** Encodings of one shard by default, all views counted: a minute of ViT-B/16 on two cores. */
  public static final int DEFAULT_SHARD_VIEWS = 256;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if one is left; the message names it
   */
  public CacheSettings {
    require(0 <= views && views <= MAX_VIEWS, "views: expected 0 to " + MAX_VIEWS, views);
    require(batch >= 1, "batch: expected at least 1", batch);
    require(shardImages >= 1, "images of a shard: expected at least 1", shardImages);
    require(threads >= 1, "threads: expected at least 1", threads);
  }

  /**
   * The defaults, one decoding thread per core.
   *
   * @param views augmented views of each training image
   * @param seed chooses the augmentations
   * @return settings
   * @throws IllegalArgumentException if {@code views} is out of range
   */
  public static CacheSettings of(int views, long seed) {
    int cores = Runtime.getRuntime().availableProcessors();
    int shardImages = Math.max(1, DEFAULT_SHARD_VIEWS / (1 + Math.max(0, views)));
    return new CacheSettings(views, seed, DEFAULT_BATCH, shardImages, cores);
  }

  private static void require(boolean condition, String expected, int found) {
    if (!condition) {
      throw new IllegalArgumentException("%s, found %d".formatted(expected, found));
    }
  }
}
