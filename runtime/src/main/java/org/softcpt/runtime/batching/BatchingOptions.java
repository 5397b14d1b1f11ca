package org.softcpt.runtime.batching;

import java.time.Duration;

/**
 * How images are put together.
 *
 * @param largestBatch images of one run at most, at least 1. Runs have as many images as a power of
 *     two says, so that the native runtime sees few shapes and its memory does not creep
 * @param delay how long the oldest image waits for others while the encoder is idle; zero takes
 *     what is there, and while one batch runs the next one gathers anyway
 * @param capacity images that may wait, at least the largest batch; more are refused
 */
public record BatchingOptions(int largestBatch, Duration delay, int capacity) {

  /** Batches of 8 without delay, 64 images waiting: what served a CPU best. */
  public static final BatchingOptions DEFAULT = new BatchingOptions(8, Duration.ZERO, 64);

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public BatchingOptions {
    if (largestBatch < 1 || capacity < largestBatch || delay.isNegative()) {
      throw new IllegalArgumentException(
          "batching: expected 1 <= batch <= capacity and a delay of 0 or more, found batch %d, capacity %d, delay %s"
              .formatted(largestBatch, capacity, delay));
    }
  }

  /** The images of the next run: the largest power of two, or largest batch, that are waiting. */
  int runSize(int waiting) {
    return waiting >= largestBatch ? largestBatch : Integer.highestOneBit(waiting);
  }
}
