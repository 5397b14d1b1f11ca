package org.softcpt.models.safetensors;

import java.io.IOException;

/** Makes a tensor's values when the writer comes to them, so that one is in memory at a time. */
@FunctionalInterface
public interface TensorContent {

  /**
   * Makes the values.
   *
   * @return the elements, row-major; the writer does not keep them
   * @throws IOException if they cannot be made; the whole file is then not written
   */
  float[] floats() throws IOException;
}
