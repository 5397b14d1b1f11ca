package org.softcpt.trainer.method;

import java.util.List;

/**
 * Where a context starts: random vectors, or the embeddings of words.
 *
 * @param name of the parameter
 * @param length vectors of a context
 * @param width w
 * @param seed decides random ones
 * @param words the embeddings {@code [length, width]} to start from; empty: random
 */
record ContextStart(String name, int length, int width, long seed, float[] words) {

  /** A random one, of the setup's length. */
  static ContextStart random(MethodSetup setup, String name) {
    return new ContextStart(
        name,
        setup.contextLength(),
        setup.segments().tokenWidth(),
        Seeds.derive(setup.seed(), name),
        new float[0]);
  }

  /** One context {@code [length, width]}. */
  Parameter one() {
    return Parameter.of(name, List.of(length, width), values(1));
  }

  /** Contexts of their own {@code [count, length, width]}. */
  Parameter each(int count) {
    return Parameter.of(name, List.of(count, length, width), values(count));
  }

  private float[] values(int count) {
    int size = Math.multiplyExact(length, width);
    float[] values = new float[Math.multiplyExact(count, size)];
    if (words.length == 0) {
      return Initialisation.normal(values.length, seed);
    }
    for (int i = 0; i < count; i++) {
      System.arraycopy(words, 0, values, i * size, size);
    }
    return values;
  }
}
