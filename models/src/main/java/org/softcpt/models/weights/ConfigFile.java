package org.softcpt.models.weights;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.softcpt.models.config.Activation;
import org.softcpt.models.config.ClipConfig;
import org.softcpt.models.config.TextConfig;
import org.softcpt.models.config.VisionTransformer;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.tokenizer.ClipTokenizer;

/**
 * Reads {@code config.json} of a {@code CLIPModel}; what it leaves out has the value that
 * transformers' {@code CLIPConfig} gives it. Without a tokenizer, SOS and EOT are the vocabulary's
 * last two tokens, as in CLIP's own.
 */
final class ConfigFile {

  /** Files up to 2023 say 2, whatever the vocabulary; transformers then takes the largest id. */
  private static final int OUTDATED_EOS = 2;

  private static final int MOST_LAYERS = 1000;
  private static final String ACTIVATION = "hidden_act";

  private final ConfigFields root;

  private ConfigFile(ConfigFields root) {
    this.root = root;
  }

  static ClipConfig read(Path file, Optional<ClipTokenizer> tokenizer) throws IOException {
    ConfigFields root = ConfigFields.read(file);
    String type = root.text("model_type", "clip");
    if (!type.equals("clip")) {
      throw root.wrong("model_type", "'clip'", "'" + type + "'");
    }
    try {
      ConfigFile config = new ConfigFile(root);
      return new ClipConfig(
          root.size("projection_dim", 512), config.vision(), config.text(tokenizer));
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException(file + ": " + e.getMessage(), e);
    }
  }

  private VisionTransformer vision() throws InvalidInputException {
    ConfigFields fields = tower("vision_config");
    if (fields.size("num_channels", 3) != 3) {
      throw fields.wrong("num_channels", 3, fields.value("num_channels"));
    }
    return new VisionTransformer(
        fields.size("image_size", 224),
        fields.size("patch_size", 32),
        fields.size("hidden_size", 768),
        layers(fields),
        fields.size("num_attention_heads", 12),
        fields.size("intermediate_size", 3072),
        activation(fields),
        fields.number("layer_norm_eps", 1e-5));
  }

  private TextConfig text(Optional<ClipTokenizer> tokenizer) throws InvalidInputException {
    ConfigFields fields = tower("text_config");
    int vocabularySize = fields.size("vocab_size", 49408);
    int tokens = tokenizer.map(ClipTokenizer::size).orElse(vocabularySize);
    if (tokens > vocabularySize) {
      throw fields.wrong("vocab_size", "at least the tokenizer's " + tokens, vocabularySize);
    }
    int bos = tokenizer.map(ClipTokenizer::bos).orElse(vocabularySize - 2);
    int eos = tokenizer.map(ClipTokenizer::eos).orElse(vocabularySize - 1);
    checkEos(fields, eos);
    return new TextConfig(
        vocabularySize,
        fields.size("max_position_embeddings", 77),
        fields.size("hidden_size", 512),
        layers(fields),
        fields.size("num_attention_heads", 8),
        fields.size("intermediate_size", 2048),
        activation(fields),
        fields.number("layer_norm_eps", 1e-5),
        bos,
        eos);
  }

  /** Where an old file has both objects, the one ending in "_dict" wins, defaults included. */
  private ConfigFields tower(String key) throws InvalidInputException {
    String outdated = key + "_dict";
    return root.child(root.has(outdated) ? outdated : key);
  }

  private static int layers(ConfigFields fields) throws InvalidInputException {
    int layers = fields.size("num_hidden_layers", 12);
    if (layers > MOST_LAYERS) {
      throw fields.wrong("num_hidden_layers", "at most " + MOST_LAYERS, layers);
    }
    return layers;
  }

  private static Activation activation(ConfigFields fields) throws InvalidInputException {
    String name = fields.text(ACTIVATION, "quick_gelu");
    return switch (name) {
      case "quick_gelu" -> Activation.QUICK_GELU;
      case "gelu" -> Activation.GELU;
      default -> throw fields.wrong(ACTIVATION, "'quick_gelu' or 'gelu'", "'" + name + "'");
    };
  }

  private static void checkEos(ConfigFields fields, int eos) throws InvalidInputException {
    double id = fields.number("eos_token_id", eos);
    if (id != OUTDATED_EOS && id != eos) {
      throw fields.wrong("eos_token_id", "the tokenizer's " + eos, id);
    }
  }
}
