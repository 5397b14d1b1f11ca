package org.softcpt.onnx.clip;

import java.io.IOException;
import java.util.List;
import org.softcpt.models.config.Precision;
import org.softcpt.models.config.VisionTransformer;
import org.softcpt.models.tensor.TensorSource;

/**
 * The image transformer's weights, folded for the forward pass: LayerNorm gains and biases into the
 * next map, 1/√(head width) into the query, the activation's constants into the MLP's maps.
 *
 * <p>Keys have no bias: it adds the same to all scores of a query, which softmax ignores. The
 * values' bias moves through attention, whose shares add up to one, into the output map's.
 */
final class ImageWeights {

  static final String PATCHES = "image.patch_embedding";
  static final String CLASS = "image.class_embedding";
  static final String POSITIONS = "image.position_embedding";
  static final String PRE_GAIN = "image.pre_normalization.gain";
  static final String PRE_BIAS = "image.pre_normalization.bias";
  static final String ONES = "image.ones";
  static final String ZEROS = "image.zeros";
  static final String PROJECTION = "image.projection";

  private static final String MODEL = "vision_model.";

  private ImageWeights() {}

  static String block(int layer, String part) {
    return "image." + layer + "." + part;
  }

  /**
   * Lists the folded tensors of an image transformer.
   *
   * @param config its architecture
   * @param embedDim D
   * @param source its weights, Hugging Face names
   * @param precision how they are stored
   * @return what the image encoder's graph refers to
   */
  static List<FoldedTensor> fold(
      VisionTransformer config, int embedDim, TensorSource source, Precision precision) {
    WeightList list = new WeightList(precision);
    list.plain(PATCHES, source, MODEL + "embeddings.patch_embedding.weight");
    list.plain(CLASS, source, MODEL + "embeddings.class_embedding");
    list.plain(POSITIONS, source, MODEL + "embeddings.position_embedding.weight");
    list.plain(PRE_GAIN, source, MODEL + "pre_layrnorm.weight"); // Hugging Face's spelling
    list.plain(PRE_BIAS, source, MODEL + "pre_layrnorm.bias");
    list.constant(ONES, config.width(), 1);
    list.constant(ZEROS, config.width(), 0);
    for (int layer = 0; layer < config.layers(); layer++) {
      block(list, config, layer, source);
    }
    list.exact(
        PROJECTION,
        embedDim,
        config.width(),
        () -> LinearMap.read(source, "visual_projection").after(source, MODEL + "post_layernorm"));
    return list.tensors();
  }

  private static void block(
      WeightList list, VisionTransformer config, int layer, TensorSource source) {
    String from = MODEL + "encoder.layers." + layer + ".";
    int width = config.width();
    double scale = 1 / Math.sqrt((double) width / config.heads());
    list.linear(
        block(layer, "q"), width, width, () -> attention(source, from, "q_proj").scaled(scale));
    list.product(block(layer, "k"), width, width, () -> attention(source, from, "k_proj"));
    list.product(block(layer, "v"), width, width, () -> attention(source, from, "v_proj"));
    list.linear(
        block(layer, "out"),
        width,
        width,
        () ->
            LinearMap.read(source, from + "self_attn.out_proj")
                .after(attention(source, from, "v_proj").bias()));
    ActivationFold fold = ActivationFold.of(config.activation());
    int hidden = HiddenWidth.of(config.mlpWidth());
    list.linear(
        block(layer, "fc1"),
        hidden,
        width,
        () ->
            LinearMap.read(source, from + "mlp.fc1")
                .after(source, from + "layer_norm2")
                .scaled(fold.incoming())
                .withOutputs(hidden));
    list.linear(
        block(layer, "fc2"),
        width,
        hidden,
        () -> LinearMap.read(source, from + "mlp.fc2").fed(fold.outgoing()).withInputs(hidden));
  }

  private static LinearMap attention(TensorSource source, String from, String map)
      throws IOException {
    return LinearMap.read(source, from + "self_attn." + map).after(source, from + "layer_norm1");
  }
}
