package org.softcpt.models.weights;

import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.softcpt.models.GoldenWeights;
import org.softcpt.models.io.Json;

/** Settings of OpenCLIP's that change the arithmetic are refused, not read past. */
class OpenClipSettingsTest extends SpoiledWeights {

  private static final String CONFIG = "open_clip_config.json";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          vision_cfg | timm_model_name | "vit"      | vision_cfg.timm_model_name must be 'null', the only one supported, is 'vit'
          vision_cfg | attentional_pool | true      | vision_cfg.attentional_pool must be 'false'
          vision_cfg | attentional_pool | "parallel" | vision_cfg.attentional_pool must be 'false'
          vision_cfg | pool_type       | "avg"      | vision_cfg.pool_type must be 'tok', the only one supported, is 'avg'
          vision_cfg | no_ln_pre       | true       | vision_cfg.no_ln_pre
          vision_cfg | pos_embed_type  | "sin_cos_2d" | vision_cfg.pos_embed_type must be 'learnable'
          vision_cfg | final_ln_after_pool | true   | vision_cfg.final_ln_after_pool
          vision_cfg | ls_init_value   | 0.1        | vision_cfg.ls_init_value must be 'null'
          vision_cfg | act_kwargs      | {"approximate": "tanh"} | vision_cfg.act_kwargs must be 'null'
          vision_cfg | norm_kwargs     | {"eps": 1e-6} | vision_cfg.norm_kwargs must be 'null'
          vision_cfg | qk_norm         | true       | vision_cfg.qk_norm
          vision_cfg | not_yet_thought_of | 1       | vision_cfg.not_yet_thought_of must be one of the settings known
          vision_cfg | head_width      | 7          | vision_cfg.head_width must be a divisor of the width 24, is 7
          vision_cfg | mlp_ratio       | -1         | vision_cfg.mlp_ratio must be a number above 0
          vision_cfg | image_size      | [32, 64]   | vision_cfg.image_size must be a number or two equal ones
          vision_cfg | layers          | [1, "x"]   | vision_cfg.layers must be numbers of blocks
          vision_cfg | layers          | [1, 1]     | expected four stages
          vision_cfg | layers          | 1000000    | vision_cfg.layers must be at most 1000
          vision_cfg | layers          | 3          | tensor 'visual.transformer.resblocks.2.ln_1.weight' is missing
          vision_cfg | layers          | 1          | (12 such tensors)
          text_cfg   | hf_model_name   | "roberta"  | text_cfg.hf_model_name
          text_cfg   | no_causal_mask  | true       | text_cfg.no_causal_mask
          text_cfg   | embed_cls       | true       | text_cfg.embed_cls
          text_cfg   | pool_type       | "last"     | text_cfg.pool_type must be 'argmax'
          text_cfg   | proj_bias       | true       | text_cfg.proj_bias
          text_cfg   | proj_type       | "none"     | text_cfg.proj_type
          text_cfg   | tokenizer_kwargs | {"clean": "canonicalize"} | text_cfg.tokenizer_kwargs
          text_cfg   | width           | 32         | tensor 'token_embedding.weight' must be [61, 32]
          text_cfg   | vocab_size      | 1          | SOS token must be in
          """)
  void aSettingThatIsNotSupportedIsNamed(String part, String key, String value, String reason)
      throws IOException {
    GoldenWeights.unpack("open-clip-safetensors", folder);
    change(root -> ((ObjectNode) root.path("model_cfg").path(part)).set(key, json(value)));
    assertRefused(folder, reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          model_cfg      | init_logit_bias      | -10      | model_cfg.init_logit_bias must be 'null'
          model_cfg      | nonscalar_logit_scale | true    | model_cfg.nonscalar_logit_scale
          model_cfg      | multimodal_cfg       | {"a": 1} | model_cfg.multimodal_cfg must be one of the settings known
          model_cfg      | quick_gelu           | 1        | model_cfg.quick_gelu must be true or false
          preprocess_cfg | interpolation        | "bilinear" | preprocess_cfg.interpolation must be 'bicubic'
          preprocess_cfg | resize_mode          | "squash" | preprocess_cfg.resize_mode must be 'shortest'
          preprocess_cfg | size                 | 64       | preprocess_cfg.size must be the model's image size 32
          preprocess_cfg | mean                 | [0.5]    | mean: three finite numbers
          preprocess_cfg | std                  | ["a"]    | preprocess_cfg.std must be three numbers
          """)
  void aSettingOfTheModelThatIsNotSupportedIsNamed(
      String part, String key, String value, String reason) throws IOException {
    GoldenWeights.unpack("open-clip-safetensors", folder);
    change(root -> ((ObjectNode) root.path(part)).set(key, json(value)));
    assertRefused(folder, reason);
  }

  @Test
  void settingsThatChangeNothingAreTaken() throws IOException {
    GoldenWeights.unpack("open-clip-safetensors", folder);
    change(
        root -> {
          ((ObjectNode) root.path("model_cfg").path("vision_cfg"))
              .put("patch_dropout", 0.5)
              .put("attentional_pool", false)
              .put("pool_type", "tok")
              .putNull("timm_model_name");
          return ((ObjectNode) root.path("preprocess_cfg")).set("size", json("[32, 32]"));
        });
    ClipWeightFilesGoldenTest.open(folder).close();
  }

  @Test // CLIP's own vocabulary would make other tokens than the model was trained on
  void aNamedTokenizerHasToLieBeside() throws IOException {
    GoldenWeights.unpack("open-clip-safetensors", folder);
    Path file = folder.resolve("open_clip_config.json");
    String settings = Files.readString(file);
    String named =
        settings.replaceFirst("(\"text_cfg\"\\s*:\\s*\\{)", "$1\"hf_tokenizer_name\":\"x/y\",");
    assertNotEquals(settings, named);
    Files.writeString(file, named);
    assertRefused(
        folder, "hf_tokenizer_name names a tokenizer; expected its tokenizer.json beside");
  }

  private void change(UnaryOperator<JsonNode> change) throws IOException {
    ObjectNode root = (ObjectNode) Json.read(folder.resolve(CONFIG));
    change.apply(root);
    Json.write(folder.resolve(CONFIG), root);
  }
}
