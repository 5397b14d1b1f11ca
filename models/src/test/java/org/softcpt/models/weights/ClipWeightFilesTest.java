package org.softcpt.models.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.softcpt.models.GoldenWeights;
import org.softcpt.models.config.Activation;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.io.Json;
import org.softcpt.models.safetensors.SafetensorsFile;
import org.softcpt.models.safetensors.SafetensorsWriter;
import org.softcpt.models.tensor.FloatTensor;

/**
 * What is refused, and what the user is told. One test per way to be wrong, on shared means of
 * spoiling a good file, makes it long.
 */
class ClipWeightFilesTest {

  private static final String OPEN_CLIP = "open_clip_model.safetensors";
  private static final String CONFIG = "open_clip_config.json";
  private static final String INDEX = "model.safetensors.index.json";

  @TempDir Path folder;

  @Test
  void tensorsAloneDoNotSayTheActivation() throws IOException {
    GoldenWeights.unpack("bare", folder);
    assertRefused(
        folder.resolve("state.pt"),
        "tensors alone do not say which activation the model was trained with",
        "give --activation quick-gelu (OpenAI's models,");
  }

  @Test
  void whatIsToldMustNotContradictTheFiles() throws IOException {
    GoldenWeights.unpack("openai-vit", folder);
    ActivationChoice wrong = ActivationChoice.of(Optional.of(Activation.GELU));
    Exception e =
        assertThrows(
            InvalidInputException.class,
            () -> ClipWeightFiles.open(folder.resolve("model.pt"), wrong));
    assertTrue(
        e.getMessage().endsWith("--activation says GELU, the model's own files say QUICK_GELU"),
        e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "hello, this is a text file", "<!DOCTYPE html>", "{\"a\": 1}"})
  void aFileOfNoKnownFormatIsToldWhatWasLookedFor(String content) throws IOException {
    Path path = Files.writeString(folder.resolve("model.safetensors"), content);
    assertFalse(ClipWeightFiles.matches(path));
    assertRefused(
        path, "no format of weights; looked for safetensors", "PyTorch's zip archive ('PK')");
  }

  @Test
  void aPointerOfGitLfsIsNamed() throws IOException {
    Path path =
        Files.writeString(
            folder.resolve("model.bin"),
            "version https://git-lfs.github.com/spec/v1\noid sha256:0\n");
    assertRefused(path, "a pointer of Git LFS, not the weights: fetch them with 'git lfs pull'");
  }

  @Test
  void tensorsOfSomethingElseAreToldWhichNamesWereLookedFor() throws IOException {
    Path path = folder.resolve("other.safetensors");
    new SafetensorsWriter().add("x", FloatTensor.of(new float[1])).write(path);
    assertFalse(ClipWeightFiles.matches(path));
    assertRefused(
        path,
        "1 tensors, not a CLIP's; looked for 'text_model.embeddings.token_embedding.weight'",
        "'token_embedding.weight' (OpenAI's names), 'text.token_embedding.weight'");
  }

  @Test
  void twoModelsInOneFileAreRefused() throws IOException {
    Path path = folder.resolve("two.safetensors");
    FloatTensor tensor = FloatTensor.of(new float[1], 1, 1);
    new SafetensorsWriter()
        .add("token_embedding.weight", tensor)
        .add("module.token_embedding.weight", tensor)
        .write(path);
    assertRefused(path, "2 tensors, of several CLIPs");
  }

  @Test
  void aFolderWithoutAModelIsToldWhatWasLookedFor() {
    assertRefused(
        folder,
        "no CLIP weights; looked for config.json with one of [model.safetensors,",
        "for open_clip_config.json with one of [open_clip_model.safetensors,",
        "found none of them");
  }

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

  @Test // e.g. SigLIP's bias, or layer scale that no configuration mentions
  void aTensorOfNoKnownUseIsRefused() throws IOException {
    GoldenWeights.unpack("open-clip-safetensors", folder);
    rewrite(
        tensors -> {
          tensors.put("logit_bias", FloatTensor.of(new float[1]));
          return tensors;
        });
    assertRefused(folder, "tensor 'logit_bias' belongs to no part of CLIP that is supported");
  }

  @Test
  void buffersThatNoArithmeticReadsAreIgnored() throws IOException {
    GoldenWeights.unpack("open-clip-safetensors", folder);
    rewrite(
        tensors -> {
          tensors.put("attn_mask", FloatTensor.of(new float[4], 2, 2));
          return tensors;
        });
    ClipWeightFilesGoldenTest.open(folder).close();
  }

  @ParameterizedTest
  @CsvSource({
    "text_projection, 'text_projection'' (TRANSPOSED) must be [12, 16] of', 12, 16",
    "visual.transformer.resblocks.0.attn.in_proj_weight, '(QUERY) must be [24, 24] of', 24, 72"
  })
  void aTensorOfWhichAPartIsTakenIsNamed(String name, String reason, int rows, int columns)
      throws IOException {
    GoldenWeights.unpack("open-clip-safetensors", folder);
    rewrite(
        tensors -> {
          tensors.put(name, FloatTensor.of(new float[rows * columns], rows, columns));
          return tensors;
        });
    assertRefused(folder, reason);
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

  @Test // H/14's 80, g/14's 88: nothing in the tensors says so
  void headsOfAWideBareFileAreNotGuessed() throws IOException {
    Path path = folder.resolve("wide.safetensors");
    new SafetensorsWriter()
        .add("token_embedding.weight", FloatTensor.of(new float[3 * 64], 3, 64))
        .add("text_projection", FloatTensor.of(new float[64], 64, 1))
        .add("visual.conv1.weight", FloatTensor.of(new float[1280 * 3], 1280, 3, 1, 1))
        .add("visual.positional_embedding", FloatTensor.of(new float[2 * 1280], 2, 1280))
        .write(path);
    ActivationChoice gelu = ActivationChoice.of(Optional.of(Activation.GELU));
    Exception e = assertThrows(InvalidInputException.class, () -> ClipWeightFiles.open(path, gelu));
    assertTrue(
        e.getMessage().contains("width 1280 may have any number of attention heads"),
        e.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          logit_scale | "../secret"      | lies in '../secret', expected the name of a file beside
          logit_scale | "/etc/passwd"    | lies in '/etc/passwd', expected the name of a file beside
          logit_scale | "a\\\\b"         | expected the name of a file beside
          logit_scale | "none.safetensors" | none.safetensors: no such file
          logit_scale | 7                | 7: no such file
          another     | "model-00001-of-00003.safetensors" | tensor 'another' is missing, model.safetensors.index.json says
          """)
  void anIndexThatLiesIsRefused(String tensor, String file, String reason) throws IOException {
    GoldenWeights.unpack("hugging-face-shards", folder);
    ObjectNode index = (ObjectNode) Json.read(folder.resolve(INDEX));
    ((ObjectNode) index.path("weight_map")).set(tensor, json(file));
    Json.write(folder.resolve(INDEX), index);
    assertRefused(folder, reason);
  }

  @Test
  void aTensorThatTheIndexLeavesOutIsMissing() throws IOException {
    GoldenWeights.unpack("hugging-face-shards", folder);
    ObjectNode index = (ObjectNode) Json.read(folder.resolve(INDEX));
    ((ObjectNode) index.path("weight_map")).remove("logit_scale");
    Json.write(folder.resolve(INDEX), index);
    assertRefused(folder, "tensor 'logit_scale' is missing (1 of the");
    Json.write(folder.resolve(INDEX), Map.of("weight_map", List.of()));
    assertRefused(folder, "weight_map must be an object of file names");
  }

  private void change(UnaryOperator<JsonNode> change) throws IOException {
    ObjectNode root = (ObjectNode) Json.read(folder.resolve(CONFIG));
    change.apply(root);
    Json.write(folder.resolve(CONFIG), root);
  }

  private void rewrite(UnaryOperator<Map<String, FloatTensor>> change) throws IOException {
    Map<String, FloatTensor> tensors = new TreeMap<>();
    try (SafetensorsFile file = SafetensorsFile.open(folder.resolve(OPEN_CLIP))) {
      for (String name : file.names()) {
        tensors.put(name, file.tensor(name));
      }
    }
    SafetensorsWriter writer = new SafetensorsWriter();
    change.apply(tensors).forEach(writer::add);
    writer.write(folder.resolve(OPEN_CLIP));
  }

  private static JsonNode json(String text) {
    try {
      return Json.mapper().readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void assertRefused(Path path, String... reasons) {
    Exception e =
        assertThrows(
            InvalidInputException.class, () -> ClipWeightFilesGoldenTest.open(path).close());
    for (String reason : reasons) {
      assertTrue(e.getMessage().contains(reason), e.getMessage());
    }
    assertEquals(1, e.getMessage().lines().count(), "one line for the user");
  }
}
