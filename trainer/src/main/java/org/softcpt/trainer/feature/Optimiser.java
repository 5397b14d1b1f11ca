package org.softcpt.trainer.feature;

/** Moves weights by their gradients. */
interface Optimiser {

  void step(double learningRate);
}
