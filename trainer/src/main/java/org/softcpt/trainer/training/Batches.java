package org.softcpt.trainer.training;

import java.io.IOException;
import org.softcpt.trainer.method.PairBatch;

/** What the steps of a training see, one after another. */
interface Batches {

  /** Steps of an epoch, at least one. */
  int stepsPerEpoch();

  /**
   * The batch of a step; depends on nothing else, so that a resumed run sees what it would have.
   *
   * @param step from 0, counted over all epochs
   */
  PairBatch batch(int step) throws IOException;
}
