package org.softcpt.trainer.method;

import java.util.Random;

/** Starting values of learnable tensors: drawn from {@link Random}, so equal on every platform. */
final class Initialisation {

  /** Standard deviation of contexts and of the sub-network, as published. */
  static final double DEVIATION = 0.02;

  private Initialisation() {}

  /**
   * Draws from N(0, 0.02²).
   *
   * @param count number of values
   * @param seed decides all of them
   * @return new values
   */
  static float[] normal(int count, long seed) {
    return normal(count, DEVIATION, seed);
  }

  /** Draws from N(0, deviation²). */
  static float[] normal(int count, double deviation, long seed) {
    Random random = new Random(seed);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (deviation * random.nextGaussian());
    }
    return values;
  }
}
