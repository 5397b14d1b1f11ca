package org.softcpt.runtime;

import org.softcpt.runtime.batching.BatchRunner;

/**
 * Turns preprocessed images into CLIP features. Implementations are safe for concurrent use.
 *
 * @see <a href="https://arxiv.org/abs/2103.00020">Radford et al. 2021, CLIP</a>
 */
public interface ImageEncoder extends BatchRunner {

  /**
   * Side S of the images it takes.
   *
   * @return pixels
   */
  @Override
  int side();

  /**
   * Width D of the features.
   *
   * @return elements
   */
  @Override
  int width();

  /**
   * Encodes images. How they are batched inside does not show in the result beyond rounding; for a
   * model in eight bits that is the rounding of bytes, because the images of a batch share one
   * scale.
   *
   * @param pixels {@code [batch, 3, S, S]}, RGB planes, row-major, standardised as the model's
   *     preprocessing says; not kept, not changed
   * @param batch number of images, 0 or more
   * @return new arrays, {@code [batch][D]}, not normalised
   * @throws IllegalArgumentException if {@code pixels.length} is not batch·3·S·S
   * @throws IllegalStateException if closed
   * @throws InferenceException if the native runtime fails
   */
  @Override
  float[][] encode(float[] pixels, int batch);

  /** Frees native memory; further calls do nothing. */
  @Override
  void close();
}
