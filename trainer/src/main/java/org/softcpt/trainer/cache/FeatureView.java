package org.softcpt.trainer.cache;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.softcpt.models.io.Sha256;
import org.softcpt.trainer.task.FewShot;
import org.softcpt.trainer.task.FewShotSampler;
import org.softcpt.trainer.task.Sample;
import org.softcpt.trainer.task.Sampling;
import org.softcpt.trainer.task.TaskSet;

/**
 * Some tasks, or some classes of tasks, of another table, as if only these had been cached: images
 * without a label in them are gone, the others are numbered anew in the same order. Features stay
 * where they are.
 */
public final class FeatureView implements FeatureTable {

  private final FeatureTable source;
  private final TaskSet tasks;
  private final LabelMap map;
  private final List<Sample> samples;
  private final int[] rows; // of the source, by row of the view; ascending

  /**
   * Selects by id.
   *
   * @param source the table; stays the caller's to close, after the last use of the view
   * @param tasks the tasks wanted, with the classes wanted; each id is one of the source
   * @throws IllegalArgumentException if the source lacks a task or class; the message names it
   */
  public FeatureView(FeatureTable source, TaskSet tasks) {
    this.source = source;
    this.tasks = tasks;
    map = new LabelMap(source.tasks(), tasks);
    List<Sample> kept = source.samples().stream().filter(map::keeps).toList();
    rows = kept.stream().mapToInt(Sample::row).toArray();
    samples =
        IntStream.range(0, rows.length).mapToObj(row -> map.view(kept.get(row), row)).toList();
  }

  /**
   * Selects whole tasks.
   *
   * @param source the table; stays the caller's to close, after the last use of the view
   * @param tasks which, 0..T-1, in the order wanted
   * @return the view
   */
  public static FeatureView ofTasks(FeatureTable source, int... tasks) {
    return new FeatureView(source, source.tasks().subset(tasks));
  }

  @Override
  public TaskSet tasks() {
    return tasks;
  }

  @Override
  public List<Sample> samples() {
    return samples;
  }

  @Override
  public int views() {
    return source.views();
  }

  @Override
  public int width() {
    return source.width();
  }

  @Override
  public float[] feature(int row, int view) {
    return source.feature(rows[row], view);
  }

  /** The published draw of a class depends on other classes, seen here or not. */
  @Override
  public FewShot sample(int shots, long seed, Sampling sampling) {
    if (sampling == Sampling.RANKING) {
      return FeatureTable.super.sample(shots, seed, sampling);
    }
    FewShot drawn = source.sample(shots, seed, sampling);
    return new FewShot(
        seen(drawn.train()),
        seen(drawn.validation()),
        FewShotSampler.notices(samples, tasks, shots));
  }

  private List<Sample> seen(List<Sample> drawn) {
    return drawn.stream()
        .filter(map::keeps)
        .map(sample -> map.view(sample, Arrays.binarySearch(rows, sample.row())))
        .toList();
  }

  /**
   * Names the view's content.
   *
   * @param sourceDigest names the source's
   * @return 64 hexadecimal digits; the source's own if all of it is seen
   */
  public String digest(String sourceDigest) {
    return tasks.equals(source.tasks())
        ? sourceDigest
        : Sha256.of(sourceDigest + " " + tasks.sha256());
  }
}
