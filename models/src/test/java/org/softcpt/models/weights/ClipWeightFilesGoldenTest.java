package org.softcpt.models.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.softcpt.models.config.Activation.GELU;
import static org.softcpt.models.config.Activation.QUICK_GELU;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.softcpt.models.Golden;
import org.softcpt.models.GoldenWeights;
import org.softcpt.models.config.Activation;
import org.softcpt.models.config.ClipConfig;
import org.softcpt.models.config.ModifiedResNet;
import org.softcpt.models.config.TextConfig;
import org.softcpt.models.config.VisionConfig;
import org.softcpt.models.config.VisionTransformer;
import org.softcpt.models.image.Conventions;
import org.softcpt.models.image.Conventions.Colours;
import org.softcpt.models.image.Preprocessing;
import org.softcpt.models.io.Sha256;
import org.softcpt.models.pytorch.TorchFile;
import org.softcpt.models.tensor.TensorSource;

/**
 * Every layout, saved by the library it comes from: what is found out, and which tensor is which.
 */
class ClipWeightFilesGoldenTest {

  private static final Preprocessing CLIP = Preprocessing.clip(32);
  private static final Preprocessing OTHER =
      resizedFirst(new Preprocessing(32, 32, List.of(0.5, 0.4, 0.3), List.of(0.25, 0.26, 0.27)));

  @TempDir Path folder;

  /** As OpenAI's transform and OpenCLIP's do it. */
  private static Preprocessing resizedFirst(Preprocessing preprocessing) {
    return preprocessing.with(Conventions.DEFAULT.with(Colours.RESIZED_FIRST));
  }

  static FileClip open(Path path, Activation... told) throws IOException {
    return ClipWeightFiles.open(path, ActivationChoice.of(Stream.of(told).findFirst()));
  }

  private static VisionTransformer image(int width, int layers, int heads, int mlp, Activation a) {
    return new VisionTransformer(32, 8, width, layers, heads, mlp, a, 1e-5);
  }

  private static ClipConfig config(
      int embedDim, VisionConfig vision, int width, int layers, int heads, int mlp, Activation a) {
    return new ClipConfig(
        embedDim, vision, new TextConfig(61, 13, width, layers, heads, mlp, a, 1e-5, 59, 60));
  }

  static Stream<Arguments> layouts() {
    ClipConfig openAi = config(16, image(64, 1, 1, 256, QUICK_GELU), 64, 1, 1, 256, QUICK_GELU);
    ModifiedResNet network = new ModifiedResNet(32, 2, List.of(1, 1, 1, 1), 1);
    ClipConfig huggingFace = config(12, image(16, 2, 2, 24, QUICK_GELU), 16, 2, 2, 24, QUICK_GELU);
    ClipConfig quick = config(12, image(24, 2, 3, 60, QUICK_GELU), 16, 2, 4, 64, QUICK_GELU);
    ClipConfig exact = config(12, image(24, 2, 3, 60, GELU), 16, 2, 4, 64, GELU);
    ModifiedResNet other = new ModifiedResNet(32, 2, List.of(1, 2, 1, 1), 4);
    String names = ", OpenAI's names";
    return Stream.of(
        arguments(
            "openai-vit", "model.pt", "PyTorch script archive" + names, openAi, resizedFirst(CLIP)),
        arguments(
            "openai-resnet",
            "model.pt",
            "PyTorch script archive" + names,
            config(16, network, 64, 1, 1, 256, QUICK_GELU),
            resizedFirst(CLIP)),
        arguments("open-clip-safetensors", "", "safetensors" + names, exact, OTHER),
        arguments(
            "open-clip-safetensors",
            "open_clip_model.safetensors",
            "safetensors" + names,
            exact,
            OTHER),
        arguments("open-clip-bin", "", "PyTorch state_dict" + names, quick, OTHER),
        arguments(
            "open-clip-custom-text",
            "",
            "PyTorch state_dict, OpenCLIP's names with a text tower apart",
            exact,
            OTHER),
        arguments(
            "open-clip-resnet",
            "",
            "safetensors" + names,
            config(12, other, 16, 2, 4, 64, QUICK_GELU),
            OTHER),
        arguments(
            "hugging-face-shards",
            "",
            "3 files with an index, Hugging Face's names",
            huggingFace,
            CLIP),
        arguments(
            "hugging-face-bin", "", "PyTorch state_dict, Hugging Face's names", huggingFace, CLIP),
        arguments(
            "hugging-face-bin-shards",
            "",
            "2 files with an index, Hugging Face's names",
            huggingFace,
            CLIP));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("layouts")
  void saysWhatItIs(
      String layout, String file, String format, ClipConfig config, Preprocessing preprocessing)
      throws IOException {
    GoldenWeights.unpack(layout, folder);
    Path path = folder.resolve(file);
    assertTrue(ClipWeightFiles.matches(path));
    try (FileClip clip = open(path)) {
      assertEquals(format, clip.format());
      assertEquals(config, clip.config());
      assertEquals(preprocessing, clip.preprocessing());
      assertTrue(clip.isActivationStated());
      assertEquals(List.of(), clip.assumptions());
      assertArrayEquals(new float[] {2.25f}, clip.tensors().floats("logit_scale"));
      for (String name : clip.tensors().names()) { // every tensor can be had in its shape
        clip.tensors().tensor(name);
      }
    }
  }

  @Test
  void bareFilesNeedTheActivationAndSayWhatIsAssumed() throws IOException {
    GoldenWeights.unpack("bare", folder);
    for (String file : List.of("state.pt", "checkpoint.pt", "legacy.pth")) {
      try (FileClip clip = open(folder.resolve(file), GELU)) {
        assertEquals(
            config(16, image(64, 1, 1, 256, GELU), 64, 1, 1, 256, GELU), clip.config(), file);
        assertEquals(1, clip.assumptions().size());
        assertEquals(file.substring(0, file.indexOf('.')), clip.name());
        assertTrue(!clip.isActivationStated());
      }
    }
  }

  @Test // the shares of one matrix put together again, and the transposed ones turned back
  void partsAreTheWhole() throws IOException {
    GoldenWeights.unpack("openai-vit", folder);
    Path path = folder.resolve("model.pt");
    try (FileClip clip = open(path);
        TorchFile file = TorchFile.open(path)) {
      TensorSource tensors = clip.tensors();
      float[] whole = file.floats("visual.transformer.resblocks.0.attn.in_proj_weight");
      String attention = "vision_model.encoder.layers.0.self_attn.";
      int third = whole.length / 3;
      float[] together = new float[whole.length];
      for (String map : List.of("q_proj", "k_proj", "v_proj")) {
        int part = List.of("q_proj", "k_proj", "v_proj").indexOf(map);
        float[] values = tensors.floats(attention + map + ".weight");
        System.arraycopy(values, 0, together, part * third, third);
      }
      assertArrayEquals(whole, together);
      float[] projection = file.floats("visual.proj"); // [64, 16]
      float[] turned = tensors.floats("visual_projection.weight"); // [16, 64]
      for (int row = 0; row < 64; row++) {
        for (int column = 0; column < 16; column++) {
          assertEquals(projection[row * 16 + column], turned[column * 64 + row]);
        }
      }
      assertArrayEquals(
          file.floats("transformer.resblocks.0.mlp.c_proj.bias"),
          tensors.floats("text_model.encoder.layers.0.mlp.fc2.bias"));
    }
  }

  @Test
  void theSameTensorsHaveTheSameValuesInEveryFormat() throws IOException {
    GoldenWeights.unpack("bare", folder);
    try (FileClip zip = open(folder.resolve("state.pt"), QUICK_GELU);
        FileClip legacy = open(folder.resolve("legacy.pth"), QUICK_GELU)) {
      for (String name : zip.tensors().names()) {
        assertEquals(zip.tensors().tensor(name), legacy.tensors().tensor(name), name);
      }
    }
  }

  @Test
  void theDigestIsTheFilesOrThatOfItsShards() throws IOException {
    GoldenWeights.unpack("hugging-face-shards", folder);
    try (FileClip clip = open(folder)) {
      List<String> names = List.copyOf(clip.digests().keySet());
      assertEquals("model-00001-of-00003.safetensors", names.get(0));
      StringBuilder joined = new StringBuilder();
      for (String name : names) {
        joined.append(joined.isEmpty() ? "" : "+").append(Sha256.of(folder.resolve(name)));
      }
      assertEquals(Sha256.of(joined.toString()), clip.sha256());
    }
  }

  @Test
  void theFoldersTokenizerIsTaken() throws IOException {
    GoldenWeights.unpack("openai-vit", folder);
    for (String name : List.of("vocab.json", "merges.txt")) {
      Files.copy(Golden.path("small-vocabulary").resolve(name), folder.resolve(name));
    }
    try (FileClip clip = open(folder.resolve("model.pt"))) {
      assertEquals(634, clip.tokenizer().orElseThrow().size());
    }
    assertEquals(Optional.empty(), FolderTokenizer.of(Files.createDirectory(folder.resolve("x"))));
  }
}
