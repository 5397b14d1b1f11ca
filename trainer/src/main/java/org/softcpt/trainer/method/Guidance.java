package org.softcpt.trainer.method;

/** What hand-written prompts do to a step's loss and gradient. */
@FunctionalInterface
interface Guidance {

  /**
   * Computes loss and gradient.
   *
   * @param step the prompts and the batch
   * @return the loss and dL/dcontexts
   */
  Result gradient(GuidedStep step);

  /**
   * A step's loss and gradient.
   *
   * @param loss to report
   * @param gradient of the contexts, flat
   */
  record Result(double loss, float[] gradient) {}
}
