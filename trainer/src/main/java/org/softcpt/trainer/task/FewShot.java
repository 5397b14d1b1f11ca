package org.softcpt.trainer.task;

import java.util.List;

/**
 * A few labelled images per class.
 *
 * @param train by row; an image's labels are kept only in the tasks it was drawn for
 * @param validation by row, drawn likewise, no image of {@code train} among them
 * @param notices one line for each task with classes of fewer training images than asked for
 */
public record FewShot(List<Sample> train, List<Sample> validation, List<String> notices) {

  /** Copies the lists. */
  public FewShot {
    train = List.copyOf(train);
    validation = List.copyOf(validation);
    notices = List.copyOf(notices);
  }
}
