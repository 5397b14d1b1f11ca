package org.softcpt.trainer.method;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.softcpt.models.config.Activation;
import org.softcpt.models.config.ClipConfig;
import org.softcpt.models.config.TextConfig;
import org.softcpt.models.config.VisionTransformer;
import org.softcpt.models.image.Preprocessing;
import org.softcpt.models.io.Sha256;
import org.softcpt.models.safetensors.SafetensorsFile;
import org.softcpt.models.tensor.TensorSource;
import org.softcpt.models.tokenizer.ClipTokenizer;
import org.softcpt.models.tokenizer.TextFlavour;
import org.softcpt.models.weights.ClipWeights;
import org.softcpt.models.weights.RandomClip;

/**
 * The golden text tower with CLIP's own tokenizer. Token rows that do not occur are zero; the image
 * tower is made up and never used.
 */
final class PublishedClip implements ClipWeights, TensorSource {

  private static final String TOKENS = "text_model.embeddings.token_embedding.weight";
  private static final double EPSILON = 1e-5; // torch.nn.LayerNorm's

  private final SafetensorsFile golden;
  private final ClipTokenizer tokenizer = ClipTokenizer.clip(TextFlavour.OPENAI);
  private final ClipConfig config;
  private final TensorSource vision;

  PublishedClip(SafetensorsFile golden, int heads) {
    this.golden = golden;
    int width = golden.shape(TOKENS).get(1);
    int layers =
        (int) golden.names().stream().filter(name -> name.endsWith("mlp.fc1.weight")).count();
    TextConfig text =
        new TextConfig(
            tokenizer.size(),
            golden.shape("text_model.embeddings.position_embedding.weight").get(0),
            width,
            layers,
            heads,
            golden.shape("text_model.encoder.layers.0.mlp.fc1.weight").get(0),
            Activation.QUICK_GELU,
            EPSILON,
            tokenizer.bos(),
            tokenizer.eos());
    config =
        new ClipConfig(
            golden.shape("text_projection.weight").get(0),
            new VisionTransformer(32, 32, 8, 1, 1, 8, Activation.QUICK_GELU, EPSILON),
            text);
    vision = RandomClip.weights(config, 1, name()).tensors();
  }

  @Override
  public float[] floats(String name) throws IOException {
    if (name.equals(TOKENS)) {
      int[] rows = Arrays.stream(golden.longs("token_rows")).mapToInt(Math::toIntExact).toArray();
      return Rows.scattered(golden.floats(TOKENS), rows, config.text().vocabSize());
    }
    return golden.names().contains(name) ? golden.floats(name) : vision.floats(name);
  }

  @Override
  public Set<String> names() {
    return vision.names();
  }

  @Override
  public List<Integer> shape(String name) {
    return vision.shape(name);
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
    return this;
  }

  @Override
  public String name() {
    return "published";
  }

  @Override
  public String sha256() {
    return Sha256.of(name());
  }

  @Override
  public Optional<ClipTokenizer> tokenizer() {
    return Optional.of(tokenizer);
  }

  @Override
  public void close() {} // the file is its owner's
}
