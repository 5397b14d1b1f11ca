package org.softcpt.trainer.method;

/**
 * The (image, task) pairs of one batch. An image that belongs to several tasks gives several pairs.
 *
 * @param features {@code [R, D]}, one row per pair, any norm
 * @param tasks {@code [R]}, 0..T-1
 * @param labels {@code [R]}, the right class over all tasks' classes, 0..C-1
 * @param images B, what the summed loss is divided by
 * @param step of the training, from 0: what is drawn for a step follows from it
 */
public record PairBatch(float[] features, long[] tasks, long[] labels, int images, int step) {

  /**
   * Checks that there is one task and one row per label.
   *
   * @throws IllegalArgumentException if not, or there is no pair or no image
   */
  public PairBatch {
    boolean rows = labels.length > 0 && features.length % labels.length == 0;
    if (!rows || tasks.length != labels.length || images < 1) {
      throw new IllegalArgumentException(
          "batch: %d feature values, %d tasks, %d labels, %d images"
              .formatted(features.length, tasks.length, labels.length, images));
    }
  }

  /**
   * A batch for which nothing is drawn.
   *
   * @param features {@code [R, D]}
   * @param tasks {@code [R]}
   * @param labels {@code [R]}
   * @param images B
   */
  public PairBatch(float[] features, long[] tasks, long[] labels, int images) {
    this(features, tasks, labels, images, 0);
  }

  /**
   * Counts the pairs.
   *
   * @return R
   */
  public int pairs() {
    return labels.length;
  }
}
