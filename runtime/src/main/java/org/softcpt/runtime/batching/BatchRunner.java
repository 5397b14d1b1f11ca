package org.softcpt.runtime.batching;

/**
 * As much of an encoder as batching needs to know: it takes images of one size and answers with
 * features of one width. Implementations are safe for concurrent use.
 */
public interface BatchRunner extends AutoCloseable {

  /**
   * Side S of the images it takes.
   *
   * @return pixels
   */
  int side();

  /**
   * Width D of the features.
   *
   * @return elements
   */
  int width();

  /**
   * Encodes images. How they are batched does not show in the result beyond rounding; what is
   * thrown, each of them gets.
   *
   * @param pixels {@code [batch, 3, S, S]}, row-major; not kept, not changed
   * @param batch number of images
   * @return new arrays, {@code [batch][D]}
   */
  float[][] encode(float[] pixels, int batch);

  /** Frees what it holds; further calls do nothing. */
  @Override
  void close();
}
