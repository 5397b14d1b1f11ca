package org.softcpt.trainer.cache;

import java.util.List;
import org.softcpt.trainer.task.FewShot;
import org.softcpt.trainer.task.FewShotSampler;
import org.softcpt.trainer.task.Sample;
import org.softcpt.trainer.task.Sampling;
import org.softcpt.trainer.task.TaskSet;

/** Features of labelled images. Implementations are safe for concurrent use. */
public interface FeatureTable {

  /**
   * The tasks that the labels refer to.
   *
   * @return the tasks, in the labels' order
   */
  TaskSet tasks();

  /**
   * The images.
   *
   * @return one sample per row; the sample at index i has row i
   */
  List<Sample> samples();

  /**
   * Counts the augmented views of a training image.
   *
   * @return N, from 0
   */
  int views();

  /**
   * Width of a feature.
   *
   * @return D
   */
  int width();

  /**
   * Reads one feature.
   *
   * @param row 0..samples-1
   * @param view 0 is the test-time crop; 1..N are augmented and exist for training images only
   * @return a new array, shape {@code [D]}, as the encoder gave it: not normalised
   * @throws IllegalArgumentException if there is no such row or view
   */
  float[] feature(int row, int view);

  /**
   * Draws few-shot samples.
   *
   * @param shots training images per class, at least 1
   * @param seed chooses the images
   * @param sampling by which rule
   * @return the samples, rows being those of this table
   */
  default FewShot sample(int shots, long seed, Sampling sampling) {
    return FewShotSampler.sample(samples(), tasks(), shots, seed, sampling);
  }
}
