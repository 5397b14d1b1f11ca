package org.softcpt.trainer.feature;

import java.util.List;

/** A classifier of one task that learns by gradients. */
interface TrainableModel {

  /** What is learned. */
  List<Weights> weights();

  /** Logits {@code [B, C]} of images {@code [B, D]}; remembers what {@link #backward} needs. */
  Matrix logits(Matrix images);

  /**
   * Overwrites the gradients of all weights.
   *
   * @param logitGradient the loss's gradient with respect to the last logits, {@code [B, C]}
   */
  void backward(Matrix logitGradient);
}
