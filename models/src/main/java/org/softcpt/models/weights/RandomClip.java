package org.softcpt.models.weights;

import java.util.Optional;
import org.softcpt.models.config.ClipConfig;
import org.softcpt.models.image.Preprocessing;
import org.softcpt.models.io.Sha256;
import org.softcpt.models.tensor.TensorSource;
import org.softcpt.models.tokenizer.ClipTokenizer;

/**
 * A CLIP nobody trained: right shapes, plausible sizes of numbers, the same for a seed on every
 * machine. For tests and benchmarks; it knows nothing.
 */
public final class RandomClip implements ClipWeights {

  private final ClipConfig config;
  private final String name;
  private final String sha256;
  private final TensorSource tensors;

  private RandomClip(ClipConfig config, long seed, String name) {
    this.config = config;
    this.name = name;
    sha256 = Sha256.of("random CLIP, version 1, seed %d, %s".formatted(seed, config));
    tensors = new RandomTensors(config, seed);
  }

  /**
   * Makes weights up. Nothing is computed before a tensor is asked for.
   *
   * @param config the architecture
   * @param seed another seed, other numbers
   * @param name what to call it
   * @return the weights, without a tokenizer
   */
  public static ClipWeights weights(ClipConfig config, long seed, String name) {
    return new RandomClip(config, seed, name);
  }

  @Override
  public ClipConfig config() {
    return config;
  }

  @Override
  public Preprocessing preprocessing() {
    return Preprocessing.clip(config.vision().imageSize());
  }

  @Override
  public TensorSource tensors() {
    return tensors;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String sha256() {
    return sha256;
  }

  @Override
  public Optional<ClipTokenizer> tokenizer() {
    return Optional.empty();
  }

  @Override
  public void close() {} // holds nothing
}
