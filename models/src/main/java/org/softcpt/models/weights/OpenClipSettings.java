package org.softcpt.models.weights;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.softcpt.models.io.InvalidInputException;

/**
 * What the settings in a part of {@code open_clip_config.json} may be. A setting that is in no list
 * is refused: it may change the arithmetic.
 *
 * @param free read by {@link OpenClipConfig}, or of no consequence for features
 * @param fixed must have the value that CLIP's own arithmetic corresponds to
 * @see <a href="https://github.com/mlfoundations/open_clip">open_clip 3.3, model.py</a>
 */
record OpenClipSettings(Set<String> free, Map<String, String> fixed) {

  static final OpenClipSettings FILE =
      new OpenClipSettings(Set.of("model_cfg", "preprocess_cfg"), Map.of());

  static final OpenClipSettings MODEL =
      new OpenClipSettings(
          Set.of(
              "embed_dim",
              "vision_cfg",
              "text_cfg",
              "quick_gelu",
              "custom_text", // names only
              "init_logit_scale", // where training starts
              "output_dict"),
          Map.of("init_logit_bias", "null", "nonscalar_logit_scale", "false"));

  /** Ways to build a block that CLIP does not have. */
  private static final Map<String, String> PLAIN_BLOCK =
      Map.of(
          "ls_init_value", "null",
          "act_kwargs", "null",
          "norm_kwargs", "null",
          "qk_norm", "false",
          "scaled_cosine_attn", "false",
          "scale_heads", "false",
          "scale_attn_inner", "false",
          "scale_attn", "false",
          "scale_fc", "false",
          "final_ln_after_pool", "false");

  static final OpenClipSettings VISION =
      new OpenClipSettings(
          Set.of(
              "image_size",
              "layers",
              "width",
              "head_width",
              "patch_size",
              "mlp_ratio",
              "patch_dropout", // in training only
              "output_tokens",
              "attn_pooler_queries", // attentional_pool's
              "attn_pooler_heads",
              "timm_model_pretrained", // timm_model_name's
              "timm_pool",
              "timm_proj",
              "timm_proj_bias",
              "timm_drop",
              "timm_drop_path"),
          with(
              PLAIN_BLOCK,
              Map.of(
                  "timm_model_name", "null",
                  "attentional_pool", "false",
                  "no_ln_pre", "false",
                  "pos_embed_type", "learnable",
                  "pool_type", "tok",
                  "block_type", "null")));

  static final OpenClipSettings TEXT =
      new OpenClipSettings(
          Set.of(
              "context_length",
              "vocab_size",
              "width",
              "heads",
              "layers",
              "mlp_ratio",
              "output_tokens",
              "pad_id", // after EOT, where nothing is read
              "eos_id", // pool_type eos's
              "hf_tokenizer_name", // it has to lie beside
              "hf_model_pretrained", // hf_model_name's
              "hf_proj_type",
              "hf_pooler_type"),
          with(
              PLAIN_BLOCK,
              Map.of(
                  "hf_model_name", "null",
                  "tokenizer_mode", "null",
                  "tokenizer_kwargs", "null",
                  "embed_cls", "false",
                  "no_causal_mask", "false",
                  "pool_type", "argmax",
                  "proj_bias", "false",
                  "proj_type", "linear",
                  "block_type", "null")));

  static final OpenClipSettings PREPROCESSING =
      new OpenClipSettings(
          Set.of("size", "mean", "std", "fill_color"), // the colour fills what is never seen
          Map.of("interpolation", "bicubic", "resize_mode", "shortest", "mode", "RGB"));

  /** Ways to write that a feature is not used. */
  private static final Set<String> NOTHING = Set.of("null", "false", "", "{}");

  static void check(ConfigFields fields, OpenClipSettings settings) throws InvalidInputException {
    for (Map.Entry<String, JsonNode> field : fields.node().properties()) {
      String key = field.getKey();
      if (!settings.free.contains(key)) {
        settings.checkFixed(fields, key, field.getValue());
      }
    }
  }

  private void checkFixed(ConfigFields fields, String key, JsonNode value)
      throws InvalidInputException {
    String expected = fixed.get(key);
    if (expected == null) {
      throw fields.wrong(key, "one of the settings known, " + known(), "another");
    }
    String found = value.isContainerNode() ? value.toString() : value.asText();
    boolean same = found.equals(expected) || NOTHING.contains(expected) && NOTHING.contains(found);
    if (!same && !value.isNull()) {
      throw fields.wrong(key, "'" + expected + "', the only one supported", "'" + found + "'");
    }
  }

  private Set<String> known() {
    Set<String> names = new TreeSet<>(free);
    names.addAll(fixed.keySet());
    return names;
  }

  private static Map<String, String> with(Map<String, String> some, Map<String, String> others) {
    Map<String, String> all = new TreeMap<>(some);
    all.putAll(others);
    return Map.copyOf(all);
  }
}
