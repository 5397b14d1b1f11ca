package org.softcpt.trainer.task;

import java.util.Arrays;
import java.util.Optional;

/**
 * One image of a feature cache.
 *
 * @param row its row in the cache
 * @param path the image, relative to the tasks' root, with forward slashes
 * @param sha256 digest of the image file
 * @param split what the image may be used for
 * @param labels {@code [T]}: index of the class inside the task, or {@link #NONE}; at least one is
 *     not; copied in and out
 * @param place where a list names it; empty if it was found in a folder
 */
public record Sample(
    int row, String path, String sha256, Split split, int[] labels, Optional<ListPlace> place) {

  /** The label in a task that the image does not belong to. */
  public static final int NONE = -1;

  /**
   * Checks and copies.
   *
   * @throws IllegalArgumentException if the row is negative, or no label is given
   */
  public Sample {
    labels = labels.clone();
    if (row < 0 || Arrays.stream(labels).noneMatch(label -> label >= 0)) {
      throw new IllegalArgumentException(
          "sample %s: row %d, labels %s".formatted(path, row, Arrays.toString(labels)));
    }
  }

  /**
   * An image that no list names.
   *
   * @param row as above
   * @param path as above
   * @param sha256 as above
   * @param split as above
   * @param labels as above
   */
  public Sample(int row, String path, String sha256, Split split, int[] labels) {
    this(row, path, sha256, split, labels, Optional.empty());
  }

  @Override
  public int[] labels() {
    return labels.clone();
  }

  /**
   * Gives the label in one task, without a copy.
   *
   * @param task 0..T-1
   * @return index of the class inside the task, or {@link #NONE}
   */
  public int label(int task) {
    return labels[task];
  }

  /**
   * The same image seen as another row with other labels.
   *
   * @param otherRow the row
   * @param otherLabels the labels
   * @return the sample
   */
  public Sample as(int otherRow, int[] otherLabels) {
    return new Sample(otherRow, path, sha256, split, otherLabels, place);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Sample that
        && row == that.row
        && path.equals(that.path)
        && sha256.equals(that.sha256)
        && split == that.split
        && Arrays.equals(labels, that.labels)
        && place.equals(that.place);
  }

  @Override
  public int hashCode() {
    return 31 * path.hashCode() + row;
  }

  @Override
  public String toString() {
    return "Sample[%d, %s, %s, %s]".formatted(row, path, split.key(), Arrays.toString(labels));
  }
}
