package org.softcpt.models.safetensors;

import org.softcpt.models.tensor.TensorSource;

/** Tensors that lie in a file or several, with the types they have there. */
public interface TensorFile extends TensorSource, AutoCloseable {

  /**
   * A tensor's element type, before {@link #floats(String)} makes it single precision.
   *
   * @param name one of {@link #names()}
   * @return the type in the file
   * @throws IllegalArgumentException if there is no such tensor
   */
  DType type(String name);

  /** Lets the file go; later reads fail. */
  @Override
  void close();
}
