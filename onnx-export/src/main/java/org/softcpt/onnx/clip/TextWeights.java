package org.softcpt.onnx.clip;

import java.util.List;
import org.softcpt.models.config.Precision;
import org.softcpt.models.config.TextConfig;
import org.softcpt.models.folder.ModelManifest;
import org.softcpt.models.tensor.TensorSource;

/**
 * The text transformer's weights, folded for the backward pass.
 *
 * <p>The residual stream only feeds layer normalisations, which remove its mean. So every producer
 * (embeddings, attention output, second MLP map) is centred here, once, and the normalisations
 * become {@code CENTRED_NORMALIZATION}: their backward pass needs no mean term. Gains and biases go
 * into the next map, 1/√(head width) into the query, the activation's constants into the MLP's
 * maps. All of it is exact algebra.
 */
public final class TextWeights {

  static final String TOKENS = ModelManifest.TOKEN_EMBEDDINGS;
  static final String POSITIONS = "text.position_embedding";
  static final String PROJECTION = "text.projection";

  private TextWeights() {}

  static String block(int layer, String part) {
    return "text." + layer + "." + part;
  }

  /**
   * Lists the folded tensors of a text transformer.
   *
   * @param config its architecture
   * @param embedDim D
   * @param source its weights, Hugging Face names
   * @param precision how they are stored: {@link Precision#ofText}
   * @return what the prompt and text graphs refer to
   */
  public static List<FoldedTensor> fold(
      TextConfig config, int embedDim, TensorSource source, Precision precision) {
    WeightList list = new WeightList(precision);
    int width = config.width();
    list.centredRows(TOKENS, source, "text_model.embeddings.token_embedding.weight");
    list.centredRows(POSITIONS, source, "text_model.embeddings.position_embedding.weight");
    for (int layer = 0; layer < config.layers(); layer++) {
      block(list, config, layer, source);
    }
    list.linear(
        PROJECTION,
        embedDim,
        width,
        () ->
            LinearMap.read(source, "text_projection").after(source, "text_model.final_layer_norm"));
    return list.tensors();
  }

  /** Of the last block, keys have no bias, and that of the values is in the output map's. */
  private static void block(WeightList list, TextConfig config, int layer, TensorSource source) {
    String from = "text_model.encoder.layers." + layer + ".";
    int width = config.width();
    double scale = 1 / Math.sqrt((double) width / config.heads());
    WeightList.Fold query = () -> attention(source, from, "q_proj").scaled(scale);
    WeightList.Fold key = () -> attention(source, from, "k_proj");
    WeightList.Fold value = () -> attention(source, from, "v_proj");
    if (layer < config.layers() - 1) {
      list.stacked(block(layer, "qkv"), width, width, query, key, value);
    } else { // the last block asks for EOT rows only
      list.linear(block(layer, "q"), width, width, query);
      list.product(block(layer, "k"), width, width, key);
      list.product(block(layer, "v"), width, width, value);
    }
    WeightList.Fold out = () -> LinearMap.read(source, from + "self_attn.out_proj");
    list.linear(
        block(layer, "out"),
        width,
        width,
        layer < config.layers() - 1
            ? () -> out.fold().centred()
            : () -> out.fold().after(value.fold().bias()).centred());
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
        () ->
            LinearMap.read(source, from + "mlp.fc2")
                .fed(fold.outgoing())
                .centred()
                .withInputs(hidden));
  }

  private static LinearMap attention(TensorSource source, String from, String map)
      throws java.io.IOException {
    return LinearMap.read(source, from + "self_attn." + map).after(source, from + "layer_norm1");
  }
}
