package org.softcpt.trainer.method;

import java.util.List;

/** What every method says of itself, whatever it learns from. */
public interface MethodRow {

  /**
   * What {@code --method} takes.
   *
   * @return the name
   */
  String name();

  /**
   * Says what is learned.
   *
   * @return one line
   */
  String description();

  /**
   * Names the publication.
   *
   * @return authors and where
   */
  String source();

  /**
   * Whether it reads local features of images, those of their places too.
   *
   * @return true if it needs a cache that has them
   */
  default boolean local() {
    return false;
  }

  /**
   * The settings that only some methods have.
   *
   * @return in the order to show
   */
  List<MethodOption> options();

  /**
   * Whether it is trained step by step through the text encoder, so that epochs, batches, rates and
   * contexts mean something. The others are fit on cached features.
   *
   * @return true of a prompt method
   */
  boolean isTrainedInSteps();
}
