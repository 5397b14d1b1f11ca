package org.softcpt.models.weights;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.softcpt.models.config.Activation;
import org.softcpt.models.config.ClipConfig;
import org.softcpt.models.config.ModifiedResNet;
import org.softcpt.models.config.TextConfig;
import org.softcpt.models.config.VisionConfig;
import org.softcpt.models.config.VisionTransformer;
import org.softcpt.models.image.Preprocessing;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.tokenizer.ClipTokenizer;

/**
 * Reads {@code open_clip_config.json}; what it leaves out has open_clip's own default. Every
 * setting is either read, or known to concern training only, or refused unless it says what CLIP
 * does anyway ({@link OpenClipSettings}).
 */
final class OpenClipConfig {

  private static final double EPSILON = 1e-5;
  private static final int MOST_LAYERS = 1000;

  private final ConfigFields root;
  private final ConfigFields model;
  private final ClipConfig config;
  private final Preprocessing preprocessing;

  private OpenClipConfig(ConfigFields root) throws InvalidInputException {
    this.root = root;
    model = root.child("model_cfg");
    if (!root.has("model_cfg")) {
      throw root.wrong("model_cfg", "an object of settings", "missing");
    }
    OpenClipSettings.check(root, OpenClipSettings.FILE);
    OpenClipSettings.check(model, OpenClipSettings.MODEL);
    OpenClipSettings.check(model.child("vision_cfg"), OpenClipSettings.VISION);
    OpenClipSettings.check(model.child("text_cfg"), OpenClipSettings.TEXT);
    OpenClipSettings.check(root.child("preprocess_cfg"), OpenClipSettings.PREPROCESSING);
    config = new ClipConfig(model.size("embed_dim", 512), vision(), text());
    preprocessing = images();
  }

  static OpenClipConfig read(Path file) throws IOException {
    try {
      return new OpenClipConfig(ConfigFields.read(file));
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new InvalidInputException(file + ": " + e.getMessage(), e);
    }
  }

  /** The architecture; SOS and EOT are the vocabulary's last two tokens. */
  ClipConfig config() {
    return config;
  }

  Preprocessing preprocessing() {
    return preprocessing;
  }

  /** Whether texts are split by a tokenizer of Hugging Face's and not by OpenCLIP's own. */
  boolean hasNamedTokenizer() throws InvalidInputException {
    return model.child("text_cfg").has("hf_tokenizer_name");
  }

  InvalidInputException wrongVocabulary(ClipTokenizer tokenizer) {
    return model.wrong(
        "text_cfg.vocab_size",
        "the tokenizer's %d, of which SOS %d and EOT %d are to be the last"
            .formatted(tokenizer.size(), tokenizer.bos(), tokenizer.eos()),
        config.text().vocabSize());
  }

  private VisionConfig vision() throws InvalidInputException {
    ConfigFields fields = model.child("vision_cfg");
    int size = fields.side("image_size", 224);
    int headWidth = fields.size("head_width", 64);
    if (fields.value("layers").isArray()) {
      int width = fields.size("width", 768);
      int pooled = Math.multiplyExact(width, ModifiedResNet.REDUCTION);
      return new ModifiedResNet(size, width, stages(fields), heads(fields, pooled, headWidth));
    }
    int width = fields.size("width", 768);
    return new VisionTransformer(
        size,
        fields.size("patch_size", 16),
        width,
        layers(fields),
        heads(fields, width, headWidth),
        mlpWidth(fields, width),
        activation(),
        EPSILON);
  }

  private TextConfig text() throws InvalidInputException {
    ConfigFields fields = model.child("text_cfg");
    int vocabulary = fields.size("vocab_size", 49408);
    int width = fields.size("width", 512);
    return new TextConfig(
        vocabulary,
        fields.size("context_length", 77),
        width,
        layers(fields),
        fields.size("heads", 8),
        mlpWidth(fields, width),
        activation(),
        EPSILON,
        vocabulary - 2,
        vocabulary - 1);
  }

  private Activation activation() throws InvalidInputException {
    return model.flag("quick_gelu", false) ? Activation.QUICK_GELU : Activation.GELU;
  }

  private static List<Integer> stages(ConfigFields fields) throws InvalidInputException {
    List<Integer> stages = new ArrayList<>();
    for (JsonNode blocks : fields.value("layers")) {
      if (!blocks.isInt() || blocks.intValue() < 1 || blocks.intValue() > MOST_LAYERS) {
        throw fields.wrong("layers", "numbers of blocks", fields.value("layers"));
      }
      stages.add(blocks.intValue());
    }
    return stages;
  }

  private static int heads(ConfigFields fields, int width, int headWidth)
      throws InvalidInputException {
    if (width % headWidth != 0) {
      throw fields.wrong("head_width", "a divisor of the width " + width, headWidth);
    }
    return width / headWidth;
  }

  private static int layers(ConfigFields fields) throws InvalidInputException {
    int layers = fields.size("layers", 12);
    if (layers > MOST_LAYERS) {
      throw fields.wrong("layers", "at most " + MOST_LAYERS, layers);
    }
    return layers;
  }

  /** Rounded down, as open_clip does; the tensors' shapes have the last word. */
  private static int mlpWidth(ConfigFields fields, int width) throws InvalidInputException {
    double ratio = fields.number("mlp_ratio", 4.0);
    if (!(ratio > 0 && ratio <= 64)) {
      throw fields.wrong("mlp_ratio", "a number above 0, at most 64", ratio);
    }
    return (int) (width * ratio);
  }

  private Preprocessing images() throws InvalidInputException {
    ConfigFields fields = root.child("preprocess_cfg");
    int size = config.vision().imageSize();
    Preprocessing byDefault = Preprocessing.clip(size);
    if (fields.side("size", size) != size) {
      throw fields.wrong("size", "the model's image size " + size, fields.value("size"));
    }
    return new Preprocessing(
        size,
        size,
        fields.numbers("mean", byDefault.mean()),
        fields.numbers("std", byDefault.std()));
  }
}
