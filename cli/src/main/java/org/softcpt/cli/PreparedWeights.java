package org.softcpt.cli;

import java.io.IOException;
import java.util.Optional;
import org.softcpt.models.config.ClipConfig;
import org.softcpt.models.image.Preprocessing;
import org.softcpt.models.tensor.TensorSource;
import org.softcpt.models.tokenizer.ClipTokenizer;
import org.softcpt.models.weights.ClipWeights;

/** The same weights with another preprocessing. */
record PreparedWeights(ClipWeights weights, Preprocessing preprocessing) implements ClipWeights {

  @Override
  public ClipConfig config() {
    return weights.config();
  }

  @Override
  public TensorSource tensors() {
    return weights.tensors();
  }

  @Override
  public String name() {
    return weights.name();
  }

  @Override
  public String sha256() {
    return weights.sha256();
  }

  @Override
  public Optional<ClipTokenizer> tokenizer() {
    return weights.tokenizer();
  }

  @Override
  public void close() throws IOException {
    weights.close();
  }
}
