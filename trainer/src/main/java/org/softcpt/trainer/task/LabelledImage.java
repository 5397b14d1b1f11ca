package org.softcpt.trainer.task;

import java.util.Arrays;
import java.util.Optional;

/**
 * An image file that a task names, not yet read.
 *
 * @param path relative to the tasks' root, with forward slashes
 * @param split what the image may be used for
 * @param labels {@code [T]}: index of the class inside the task, or {@link Sample#NONE}; copied in
 *     and out
 * @param place where a list names it; empty if it was found in a folder
 */
public record LabelledImage(String path, Split split, int[] labels, Optional<ListPlace> place) {

  /** Copies the labels. */
  public LabelledImage {
    labels = labels.clone();
  }

  /**
   * An image that no list names.
   *
   * @param path as above
   * @param split as above
   * @param labels as above
   */
  public LabelledImage(String path, Split split, int[] labels) {
    this(path, split, labels, Optional.empty());
  }

  @Override
  public int[] labels() {
    return labels.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LabelledImage that
        && path.equals(that.path)
        && split == that.split
        && Arrays.equals(labels, that.labels)
        && place.equals(that.place);
  }

  @Override
  public int hashCode() {
    return path.hashCode();
  }

  @Override
  public String toString() {
    return "LabelledImage[%s, %s, %s]".formatted(path, split.key(), Arrays.toString(labels));
  }
}
