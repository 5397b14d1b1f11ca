package org.softcpt.models.weights;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.softcpt.models.config.ClipConfig;
import org.softcpt.models.config.ModifiedResNet;
import org.softcpt.models.config.TextConfig;
import org.softcpt.models.config.VisionTransformer;

/**
 * The tensors of a CLIP by Hugging Face's names, with their shapes. A linear map's weight is {@code
 * [outputs, inputs]}; {@code pre_layrnorm} is their spelling. A residual image tower, which Hugging
 * Face's CLIP does not have, has OpenAI's names, which start with {@code visual.}.
 */
public final class ClipTensors {

  /** The learned log temperature, a scalar. */
  public static final String LOGIT_SCALE = "logit_scale";

  private final Map<String, List<Integer>> shapes = new LinkedHashMap<>();

  private ClipTensors() {}

  /**
   * Lists the tensors of an architecture.
   *
   * @param config the architecture
   * @return shapes by name, the text tower's first, in the order of the arithmetic; unmodifiable
   */
  public static Map<String, List<Integer>> shapes(ClipConfig config) {
    ClipTensors tensors = new ClipTensors();
    tensors.text(config.text());
    tensors.shape("text_projection.weight", config.embedDim(), config.text().width());
    tensors.vision(config);
    tensors.shape(LOGIT_SCALE);
    return Collections.unmodifiableMap(tensors.shapes);
  }

  private void text(TextConfig text) {
    String embeddings = "text_model.embeddings.";
    shape(embeddings + "token_embedding.weight", text.vocabSize(), text.width());
    shape(embeddings + "position_embedding.weight", text.contextLength(), text.width());
    for (int layer = 0; layer < text.layers(); layer++) {
      block("text_model.encoder.layers." + layer + ".", text.width(), text.mlpWidth());
    }
    norm("text_model.final_layer_norm", text.width());
  }

  private void vision(ClipConfig config) {
    if (config.vision() instanceof ModifiedResNet network) {
      new ResNetTensors(this::shape).add(network, config.embedDim());
    } else if (config.vision() instanceof VisionTransformer transformer) {
      vision(transformer);
      shape("visual_projection.weight", config.embedDim(), transformer.width());
    }
  }

  private void vision(VisionTransformer vision) {
    String embeddings = "vision_model.embeddings.";
    int width = vision.width();
    shape(embeddings + "class_embedding", width);
    shape(embeddings + "patch_embedding.weight", width, 3, vision.patchSize(), vision.patchSize());
    shape(embeddings + "position_embedding.weight", vision.tokens(), width);
    norm("vision_model.pre_layrnorm", width);
    for (int layer = 0; layer < vision.layers(); layer++) {
      block("vision_model.encoder.layers." + layer + ".", width, vision.mlpWidth());
    }
    norm("vision_model.post_layernorm", width);
  }

  private void block(String prefix, int width, int mlpWidth) {
    norm(prefix + "layer_norm1", width);
    for (String projection : List.of("q_proj", "k_proj", "v_proj", "out_proj")) {
      linear(prefix + "self_attn." + projection, width, width);
    }
    norm(prefix + "layer_norm2", width);
    linear(prefix + "mlp.fc1", mlpWidth, width);
    linear(prefix + "mlp.fc2", width, mlpWidth);
  }

  private void norm(String name, int width) {
    shape(name + ".weight", width);
    shape(name + ".bias", width);
  }

  private void linear(String name, int outputs, int inputs) {
    shape(name + ".weight", outputs, inputs);
    shape(name + ".bias", outputs);
  }

  private void shape(String name, Integer... extents) {
    shapes.put(name, List.of(extents));
  }
}
