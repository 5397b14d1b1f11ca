package org.softcpt.runtime.batching;

/** Is told what a {@link BatchingEncoder} does; called by its threads, so it must be quick. */
public interface BatchingListener {

  /** Listens to nothing. */
  BatchingListener NONE = new BatchingListener() {};

  /**
   * A batch was encoded, or its run failed.
   *
   * @param images how many
   * @param nanoseconds how long the run took
   */
  default void ran(int images, long nanoseconds) {}

  /**
   * An image left the queue for a run.
   *
   * @param nanoseconds how long it had waited
   */
  default void waited(long nanoseconds) {}

  /** An image was refused because the queue was full. */
  default void refused() {}

  /** An image's deadline passed while it waited; it was not encoded. */
  default void expired() {}
}
