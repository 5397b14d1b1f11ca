package org.softcpt.models.weights;

import java.util.ArrayList;
import java.util.List;
import org.softcpt.models.config.Activation;
import org.softcpt.models.config.ClipConfig;
import org.softcpt.models.config.ModifiedResNet;
import org.softcpt.models.config.TextConfig;
import org.softcpt.models.config.VisionConfig;
import org.softcpt.models.config.VisionTransformer;
import org.softcpt.models.io.InvalidInputException;

/**
 * An architecture read off the shapes of the tensors, as OpenAI's code does it. What shapes do not
 * show is OpenAI's: heads of width 64, LayerNorm's epsilon 1e-5, and SOS and EOT as the
 * vocabulary's last two tokens. All models that open_clip 3.3 lists have such heads, but for image
 * transformers wider than {@value #WIDEST_BY_RULE}, none of which has: these need a configuration.
 */
final class ShapeArchitecture {

  private static final int HEAD_WIDTH = 64;
  private static final int WIDEST_BY_RULE = 1024;
  private static final double EPSILON = 1e-5;
  private static final String TEXT = "text_model.";
  private static final String VISION = "vision_model.";

  private final Object source;
  private final NamedFile named;
  private final Activation activation;

  private ShapeArchitecture(Object source, NamedFile named, Activation activation) {
    this.source = source;
    this.named = named;
    this.activation = activation;
  }

  /** The source is for messages; the activation is that of all transformers. */
  static ClipConfig of(Object source, NamedFile named, Activation activation)
      throws InvalidInputException {
    try {
      return new ShapeArchitecture(source, named, activation).config();
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new InvalidInputException(source + ": " + e.getMessage(), e);
    }
  }

  private ClipConfig config() throws InvalidInputException {
    boolean residual = named.has("visual.layer1.0.conv1.weight");
    VisionConfig vision = residual ? network() : transformer();
    return new ClipConfig(extent("text_projection.weight", 0), vision, text());
  }

  private TextConfig text() throws InvalidInputException {
    int vocabulary = extent(TEXT + "embeddings.token_embedding.weight", 0);
    int width = extent(TEXT + "embeddings.token_embedding.weight", 1);
    return new TextConfig(
        vocabulary,
        extent(TEXT + "embeddings.position_embedding.weight", 0),
        width,
        layers(TEXT),
        heads("text", width),
        extent(TEXT + "encoder.layers.0.mlp.fc1.weight", 0),
        activation,
        EPSILON,
        vocabulary - 2,
        vocabulary - 1);
  }

  private VisionTransformer transformer() throws InvalidInputException {
    String patches = VISION + "embeddings.patch_embedding.weight";
    int width = extent(patches, 0);
    int patchSize = extent(patches, 3);
    int side = side(extent(VISION + "embeddings.position_embedding.weight", 0));
    return new VisionTransformer(
        Math.multiplyExact(side, patchSize),
        patchSize,
        width,
        layers(VISION),
        heads("image", width),
        extent(VISION + "encoder.layers.0.mlp.fc1.weight", 0),
        activation,
        EPSILON);
  }

  private ModifiedResNet network() throws InvalidInputException {
    int width = extent("visual.layer1.0.conv1.weight", 0);
    List<Integer> stages = new ArrayList<>();
    for (int stage = 1; stage <= 4; stage++) {
      stages.add(count("visual.layer" + stage + ".", ".conv1.weight"));
    }
    int side = side(extent("visual.attnpool.positional_embedding", 0));
    int pooled = Math.multiplyExact(width, ModifiedResNet.REDUCTION);
    return new ModifiedResNet(
        Math.multiplyExact(side, ModifiedResNet.REDUCTION), width, stages, pooled / HEAD_WIDTH);
  }

  private int layers(String tower) {
    return count(tower + "encoder.layers.", ".layer_norm1.weight");
  }

  private int count(String start, String end) {
    int count = 0;
    while (named.has(start + count + end)) {
      count++;
    }
    return count;
  }

  private int heads(String tower, int width) throws InvalidInputException {
    if (width % HEAD_WIDTH != 0 || tower.equals("image") && width > WIDEST_BY_RULE) {
      throw new InvalidInputException(
          ("%s: the %s tower of width %d may have any number of attention heads, and the tensors do"
                  + " not say which: put the model's open_clip_config.json or config.json beside it")
              .formatted(source, tower, width));
    }
    return width / HEAD_WIDTH;
  }

  private int side(int tokens) throws InvalidInputException {
    int side = (int) Math.round(Math.sqrt(Math.max(0, tokens - 1)));
    if (Math.multiplyExact(side, side) != tokens - 1) {
      throw new InvalidInputException(
          "%s: %d image positions, expected one more than a square".formatted(source, tokens));
    }
    return side;
  }

  private int extent(String canonical, int axis) throws InvalidInputException {
    if (!named.has(canonical) || named.shape(canonical).size() <= axis) {
      throw new InvalidInputException(
          "%s: tensor '%s' is missing or has fewer than %d axes"
              .formatted(source, named.source(canonical).name(), axis + 1));
    }
    return named.shape(canonical).get(axis);
  }
}
