package org.softcpt.trainer.task;

import java.util.List;

/**
 * Decides which images of which class are drawn.
 *
 * <p>Implementations: {@link RankedDraw}, {@link PublishedDraw}.
 */
interface ClassDraw {

  /** Draws for all tasks. */
  void draw(List<Sample> samples, TaskSet tasks, DrawnImages drawn);
}
