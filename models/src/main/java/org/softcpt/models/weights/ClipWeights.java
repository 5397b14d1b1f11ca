package org.softcpt.models.weights;

import java.io.IOException;
import java.util.Optional;
import org.softcpt.models.config.ClipConfig;
import org.softcpt.models.image.Preprocessing;
import org.softcpt.models.tensor.TensorSource;
import org.softcpt.models.tokenizer.ClipTokenizer;

/** A CLIP to export: what it looks like, its numbers, and how its inputs are prepared. */
public interface ClipWeights extends AutoCloseable {

  /**
   * Its architecture.
   *
   * @return sizes and activations; the special tokens are the tokenizer's, if there is one
   */
  ClipConfig config();

  /**
   * What it expects of images.
   *
   * @return the preprocessing; its crop is the architecture's image size
   */
  Preprocessing preprocessing();

  /**
   * Its numbers.
   *
   * @return at least the tensors of {@link ClipTensors#shapes(ClipConfig)}, in these shapes; to be
   *     used before {@link #close()}
   */
  TensorSource tensors();

  /**
   * What to call it.
   *
   * @return a short name, e.g. that of the folder
   */
  String name();

  /**
   * Digest that everything made from it carries.
   *
   * @return SHA-256 of the weights file, or of what the weights were made from
   */
  String sha256();

  /**
   * Its tokenizer.
   *
   * @return empty for weights that were made up
   */
  Optional<ClipTokenizer> tokenizer();

  @Override
  void close() throws IOException;
}
