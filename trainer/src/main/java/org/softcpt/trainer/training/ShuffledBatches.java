package org.softcpt.trainer.training;

import org.softcpt.trainer.method.PairBatch;

/**
 * The training set in a new order every epoch.
 *
 * @param set the images
 * @param order which of them a step sees
 */
record ShuffledBatches(TrainingSet set, BatchOrder order) implements Batches {

  ShuffledBatches(TrainingSet set, TrainingConfig config) {
    this(set, new BatchOrder(set.samples().size(), config.batch(), config.seed()));
  }

  @Override
  public int stepsPerEpoch() {
    return order.stepsPerEpoch();
  }

  @Override
  public PairBatch batch(int step) {
    return set.batch(order.batch(step), step / stepsPerEpoch(), step);
  }
}
