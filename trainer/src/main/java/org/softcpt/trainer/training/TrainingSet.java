package org.softcpt.trainer.training;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.softcpt.trainer.cache.FeatureTable;
import org.softcpt.trainer.method.PairBatch;
import org.softcpt.trainer.method.Seeds;
import org.softcpt.trainer.task.Sample;

/**
 * The joint training set of all tasks, and its images as batches of cached features.
 *
 * @param table the cache
 * @param samples the images drawn for training; a label of {@link Sample#NONE} gives no pair; at
 *     least one; copied
 * @param seed chooses the augmented views
 */
public record TrainingSet(FeatureTable table, List<Sample> samples, long seed) {

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if it is empty
   */
  public TrainingSet {
    samples = List.copyOf(samples);
    if (samples.isEmpty()) {
      throw new IllegalArgumentException("no training images");
    }
  }

  /**
   * Makes a batch.
   *
   * @param indices which samples
   * @param epoch decides which views
   * @param step of the training
   * @return one pair per image and task it has a label in, in the order of {@code indices}
   */
  PairBatch batch(int[] indices, int epoch, int step) {
    LongStream.Builder tasks = LongStream.builder();
    LongStream.Builder labels = LongStream.builder();
    IntStream.Builder owners = IntStream.builder();
    for (int index : indices) {
      for (int task = 0; task < table.tasks().size(); task++) {
        int label = samples.get(index).label(task);
        if (label != Sample.NONE) {
          tasks.add(task);
          labels.add(table.tasks().offset(task) + (long) label);
          owners.add(index);
        }
      }
    }
    float[] features = features(owners.build().toArray(), epoch);
    return new PairBatch(
        features, tasks.build().toArray(), labels.build().toArray(), indices.length, step);
  }

  private float[] features(int[] owners, int epoch) {
    int width = table.width();
    float[] features = new float[Math.multiplyExact(owners.length, width)];
    for (int pair = 0; pair < owners.length; pair++) {
      int row = samples.get(owners[pair]).row();
      System.arraycopy(table.feature(row, view(row, epoch)), 0, features, pair * width, width);
    }
    return features;
  }

  /** An augmented view, drawn per image and epoch; the plain one if the cache has no others. */
  int view(int row, int epoch) {
    if (table.views() == 0) {
      return 0;
    }
    return 1 + (int) Long.remainderUnsigned(Seeds.derive(seed, "view", epoch, row), table.views());
  }
}
