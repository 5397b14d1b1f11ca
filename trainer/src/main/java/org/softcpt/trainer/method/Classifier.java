package org.softcpt.trainer.method;

import java.util.Optional;

/** What a trained method answers with. Not necessarily safe for concurrent use. */
public interface Classifier extends AutoCloseable {

  /**
   * Scores images in one task.
   *
   * @param task 0..T-1
   * @param features {@code [N, D]}, as the image encoder gave them
   * @return logits {@code [N, C_t]}; their softmax are the classes' probabilities
   */
  float[] logits(int task, float[] features);

  /**
   * Text features that say all of it: with them, {@code logitScale · cosine} are the logits.
   *
   * @return {@code [C, D]}, any norm; empty if the classifier is of another kind
   */
  default Optional<float[]> textFeatures() {
    return Optional.empty();
  }

  /**
   * Weights and biases that say all of it.
   *
   * @return the head of all classes; empty if the classifier is of another kind
   */
  default Optional<LinearHead> linearHead() {
    return Optional.empty();
  }

  /** Frees what it holds; most hold nothing. */
  @Override
  default void close() {}
}
