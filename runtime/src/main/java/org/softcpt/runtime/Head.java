package org.softcpt.runtime;

/** From an image feature to the logits of one task. Immutable; safe for concurrent use. */
interface Head {

  /** Width D of the features. */
  int width();

  /**
   * Scores an image.
   *
   * @param task 0..T-1
   * @param feature {@code [D]}, as the encoder gave it, with a direction
   * @return {@code [C_t]}
   */
  double[] logits(int task, float[] feature);
}
