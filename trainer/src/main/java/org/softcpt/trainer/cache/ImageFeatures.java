package org.softcpt.trainer.cache;

import java.util.Arrays;
import java.util.List;
import org.softcpt.trainer.task.Sample;
import org.softcpt.trainer.task.TaskSet;

/** The images' own features of a table that has those of their places, too. */
public final class ImageFeatures implements FeatureTable {

  private final FeatureTable source;
  private final int width;

  private ImageFeatures(FeatureTable source, int width) {
    this.source = source;
    this.width = width;
  }

  /**
   * Looks at the first numbers of every row.
   *
   * @param source the table; stays the caller's to close
   * @param width D, of an image's own feature
   * @return the source itself if its rows are no wider
   */
  public static FeatureTable of(FeatureTable source, int width) {
    return source.width() == width ? source : new ImageFeatures(source, width);
  }

  @Override
  public TaskSet tasks() {
    return source.tasks();
  }

  @Override
  public List<Sample> samples() {
    return source.samples();
  }

  @Override
  public int views() {
    return source.views();
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public float[] feature(int row, int view) {
    return Arrays.copyOf(source.feature(row, view), width);
  }
}
