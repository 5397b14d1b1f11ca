package org.softcpt.runtime;

import java.util.List;

/**
 * Turns token sequences into CLIP text features. Implementations are safe for concurrent use.
 *
 * @see <a href="https://arxiv.org/abs/2103.00020">Radford et al. 2021, CLIP</a>
 */
public interface TextEncoder extends AutoCloseable {

  /**
   * Longest sequence it takes.
   *
   * @return tokens with SOS and EOT, 77 for OpenAI's models
   */
  int contextLength();

  /**
   * Width D of the features.
   *
   * @return elements
   */
  int width();

  /**
   * Encodes sequences. What they are batched with does not show in the result beyond rounding.
   *
   * @param sequences each SOS, tokens, EOT, without padding; not changed
   * @return new arrays, {@code [sequences][D]}, not normalised
   * @throws IllegalArgumentException if a sequence is empty or too long
   * @throws IllegalStateException if closed
   * @throws InferenceException if the native runtime fails, e.g. at a token that is not in the
   *     vocabulary
   */
  float[][] encode(List<int[]> sequences);

  /** Frees native memory; further calls do nothing. */
  @Override
  void close();
}
