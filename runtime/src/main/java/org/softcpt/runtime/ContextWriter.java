package org.softcpt.runtime;

import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.tensor.FloatTensor;

/** A bundle's meta network: from a task's text feature to the context of its class prompts. */
interface ContextWriter extends AutoCloseable {

  /** D, width of a text feature. */
  int featureWidth();

  /** w, width of a token. */
  int tokenWidth();

  /** The vectors before a task's name {@code [1, M, w]}. */
  FloatTensor taskContext() throws InvalidInputException;

  /**
   * The vectors before the names of a task's classes.
   *
   * @param taskFeature {@code [D]}, as the encoder gave it
   * @return {@code [1, L, w]}
   */
  FloatTensor context(float[] taskFeature) throws InvalidInputException;

  @Override
  void close();
}
