package org.softcpt.trainer.task;

import java.util.Arrays;

/**
 * An image file that a task names, not yet read.
 *
 * @param path relative to the tasks' root, with forward slashes
 * @param split what the image may be used for
 * @param labels {@code [T]}: index of the class inside the task, or {@link Sample#NONE}; copied in
 *     and out
 */
public record LabelledImage(String path, Split split, int[] labels) {

  /** Copies the labels. */
  public LabelledImage {
    labels = labels.clone();
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
        && Arrays.equals(labels, that.labels);
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
