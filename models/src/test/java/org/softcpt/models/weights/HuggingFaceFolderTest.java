package org.softcpt.models.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.softcpt.models.config.Activation.GELU;
import static org.softcpt.models.config.Activation.QUICK_GELU;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.softcpt.models.Golden;
import org.softcpt.models.config.ClipConfig;
import org.softcpt.models.config.ClipConfigs;
import org.softcpt.models.config.TextConfig;
import org.softcpt.models.config.VisionTransformer;
import org.softcpt.models.image.Preprocessing;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.io.Json;
import org.softcpt.models.io.Sha256;
import org.softcpt.models.safetensors.DType;
import org.softcpt.models.safetensors.SafetensorsFile;
import org.softcpt.models.safetensors.SafetensorsWriter;
import org.softcpt.models.tokenizer.ClipTokenizer;

/**
 * A tiny CLIPModel that transformers 5.23.0 saved (tools/golden_models.py), and ways to spoil it.
 */
class HuggingFaceFolderTest {

  private static final String WEIGHTS = "model.safetensors";
  private static final String CONFIG = "config.json";

  private static final ActivationChoice ASK = ActivationChoice.of(Optional.empty());

  @TempDir Path folder;

  private FileClip open() throws IOException {
    return ClipWeightFiles.open(folder, ASK);
  }

  @BeforeEach
  void copyGoodFolder() throws IOException {
    try (Stream<Path> files = Files.list(Golden.path("tiny-clip"))) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
  }

  @Test
  void readsWhatTransformersSaved() throws IOException {
    try (FileClip clip = open()) {
      ClipConfig expected =
          new ClipConfig(
              6,
              new VisionTransformer(9, 3, 12, 2, 3, 12, QUICK_GELU, 1e-5),
              new TextConfig(634, 13, 8, 2, 2, 12, GELU, 1e-5, 632, 633));
      assertEquals(expected, clip.config());
      assertEquals(Preprocessing.clip(9), clip.preprocessing());
      assertEquals(Sha256.of(folder.resolve(WEIGHTS)), clip.sha256());
      assertEquals(folder.getFileName().toString(), clip.name());
      assertEquals(634, clip.tokenizer().orElseThrow().size());
    }
  }

  @Test // transformers' own list of names is the oracle
  void theTensorsOfAnArchitectureAreThoseTransformersSaves() throws IOException {
    try (FileClip clip = open();
        SafetensorsFile file = SafetensorsFile.open(folder.resolve(WEIGHTS))) {
      assertEquals(file.names(), ClipTensors.shapes(clip.config()).keySet());
      // CLIPConfig's logit_scale_init_value
      assertArrayEquals(new float[] {2.6592f}, clip.tensors().floats(ClipTensors.LOGIT_SCALE));
    }
  }

  @Test
  void readsTheRandomClipOfTheSameShapesInHalfPrecision() throws IOException {
    ClipConfig config = ConfigFile.read(folder.resolve(CONFIG), FolderTokenizer.of(folder));
    rewrite(config, Set.of());
    try (FileClip clip = open()) {
      assertEquals(3, clip.tensors().floats("visual_projection.weight").length / 24);
    }
  }

  @Test
  void whatConfigLeavesOutIsVitB32() throws IOException {
    ClipTokenizer tokenizer = ClipTokenizer.open(folder);
    Json.write(folder.resolve(CONFIG), Json.mapper().createObjectNode());
    ClipConfig read = ConfigFile.read(folder.resolve(CONFIG), Optional.of(tokenizer));
    ClipConfig expected = ClipConfigs.named("vit-b-32");
    assertEquals(expected.vision(), read.vision());
    assertEquals(expected.embedDim(), read.embedDim());
    assertEquals(expected.text().width(), read.text().width());
    assertEquals(tokenizer.eos(), read.text().eosToken());
  }

  @Test // as in OpenAI's ViT-L/14 of 2022
  void anObjectEndingInDictWinsWithItsDefaults() throws IOException {
    changeConfig("/text_config_dict/hidden_size", "768");
    changeConfig("/text_config_dict/num_attention_heads", "12");
    TextConfig text = ConfigFile.read(folder.resolve(CONFIG), FolderTokenizer.of(folder)).text();
    assertEquals(768, text.width());
    assertEquals(2048, text.mlpWidth());
    assertEquals(QUICK_GELU, text.activation());
  }

  @Test
  void theOutdatedEosIsTheTokenizers() throws IOException {
    changeConfig("/text_config/eos_token_id", "2");
    try (FileClip clip = open()) {
      assertEquals(633, clip.config().text().eosToken());
    }
  }

  @ParameterizedTest(name = "{0} = {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /model_type | "siglip" | model_type must be 'clip', is 'siglip'
          /projection_dim | 0 | projection_dim must be a whole number in 1..16777216, is 0
          /projection_dim | 6.5 | projection_dim must be a whole number in 1..16777216, is 6.5
          /text_config | [] | text_config must be an object, is []
          /text_config/hidden_act | "gelu_new" | hidden_act must be 'quick_gelu' or 'gelu', is 'gelu_new'
          /text_config/hidden_size | "8" | text_config.hidden_size must be a whole number in 1..16777216, is "8"
          /text_config/num_hidden_layers | 1001 | num_hidden_layers must be at most 1000, is 1001
          /text_config/num_attention_heads | 3 | config.json: text heads 3 must divide text width 8
          /text_config/vocab_size | 633 | vocab_size must be at least the tokenizer's 634, is 633
          /text_config/eos_token_id | 5 | eos_token_id must be the tokenizer's 633, is 5
          /text_config/layer_norm_eps | "x" | layer_norm_eps must be a number, is "x"
          /vision_config/num_channels | 4 | vision_config.num_channels must be 3, is 4
          /vision_config/patch_size | 2 | patch size 2 must divide image size 9
          /vision_config/image_size | 12 | crop_size must be the model's image size 12, is 9
          """)
  void anUnsupportedSettingIsNamed(String pointer, String value, String reason) throws IOException {
    changeConfig(pointer, value);
    assertRefused(reason);
  }

  @Test
  void aTensorOfAnotherShapeIsNamed() throws IOException {
    changeConfig("/text_config/max_position_embeddings", "14");
    assertRefused(
        "tensor 'text_model.embeddings.position_embedding.weight' must be [14, 8] of"
            + " [F32, F16, BF16, F64], is [13, 8] of F32");
  }

  @Test
  void missingTensorsAreCounted() throws IOException {
    changeConfig("/vision_config/num_hidden_layers", "3");
    assertRefused(
        "tensor 'vision_model.encoder.layers.2.layer_norm1.weight' is missing"
            + " (16 of the 94 needed are)");
  }

  @Test
  void anIntegerTensorIsNoWeight() throws IOException {
    ClipConfig config = ConfigFile.read(folder.resolve(CONFIG), FolderTokenizer.of(folder));
    rewrite(config, Set.of(ClipTensors.LOGIT_SCALE));
    assertRefused("tensor 'logit_scale' must be [] of [F32, F16, BF16, F64], is [] of I64");
  }

  @ParameterizedTest
  @CsvSource({"3", "null", "[]"})
  void aConfigWithoutSettingsIsNoVitB32(String json) throws IOException {
    Files.writeString(folder.resolve(CONFIG), json);
    assertRefused("config.json: expected a JSON object of settings");
  }

  @ParameterizedTest
  @CsvSource({
    "model.safetensors, 'no CLIP weights; looked for config.json with one of [model.safetensors,'",
    "config.json, 'no CLIP weights; looked for config.json'",
    "preprocessor_config.json, preprocessor_config.json: no such file"
  })
  void aMissingFileIsNamed(String file, String reason) throws IOException {
    Files.delete(folder.resolve(file));
    assertRefused(reason);
  }

  @Test // whoever exports it has to be given one
  void aModelWithoutATokenizerHasTheVocabularysLastTwoTokens() throws IOException {
    Files.delete(folder.resolve("tokenizer.json"));
    try (FileClip clip = open()) {
      assertTrue(clip.tokenizer().isEmpty());
      assertEquals(632, clip.config().text().bosToken());
      assertEquals(633, clip.config().text().eosToken());
    }
  }

  @Test
  void truncatedWeightsAreRefused() throws IOException {
    byte[] bytes = Files.readAllBytes(folder.resolve(WEIGHTS));
    Files.write(folder.resolve(WEIGHTS), Arrays.copyOf(bytes, bytes.length - 5));
    assertRefused("out of range, the file has");
  }

  @Test
  void aMissingFolderIsNamed() {
    Path none = folder.resolve("none");
    Exception e = assertThrows(InvalidInputException.class, () -> ClipWeightFiles.open(none, ASK));
    assertEquals(none + ": no such file or folder", e.getMessage());
  }

  private void changeConfig(String pointer, String value) throws IOException {
    ObjectNode root = (ObjectNode) Json.read(folder.resolve(CONFIG));
    List<String> keys = List.of(pointer.substring(1).split("/"));
    ObjectNode parent = keys.size() == 1 ? root : root.withObject("/" + keys.get(0));
    parent.set(keys.get(keys.size() - 1), Json.mapper().readTree(value));
    Json.write(folder.resolve(CONFIG), root);
  }

  /** Writes made-up weights as F16, some of them as I64. */
  private void rewrite(ClipConfig config, Set<String> asLongs) throws IOException {
    try (ClipWeights random = RandomClip.weights(config, 1, "tiny")) {
      SafetensorsWriter writer = new SafetensorsWriter();
      for (String name : random.tensors().names()) {
        if (asLongs.contains(name)) {
          writer.add(name, new long[1]);
        } else {
          List<Integer> shape = random.tensors().shape(name);
          writer.add(name, DType.F16, shape, () -> random.tensors().floats(name));
        }
      }
      writer.write(folder.resolve(WEIGHTS));
    }
  }

  private void assertRefused(String reason) {
    Exception e = assertThrows(InvalidInputException.class, this::open);
    assertTrue(e.getMessage().contains(reason), e.getMessage());
    assertTrue(e.getMessage().startsWith(folder.toString()), e.getMessage());
  }
}
