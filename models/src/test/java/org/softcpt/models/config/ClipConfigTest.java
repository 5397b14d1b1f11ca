package org.softcpt.models.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClipConfigTest {

  private static final TextConfig TEXT =
      new TextConfig(100, 77, 64, 2, 4, 256, Activation.GELU, 1e-5, 98, 99);

  @ParameterizedTest // Radford et al. 2021, Table 20: embedding, image, tokens, vision, text
  @CsvSource({
    "vit-b-32, 512, 224, 50, 768, 12, 12, 512, 8",
    "vit-b-16, 512, 224, 197, 768, 12, 12, 512, 8",
    "vit-l-14, 768, 224, 257, 1024, 24, 16, 768, 12",
    "vit-l-14-336, 768, 336, 577, 1024, 24, 16, 768, 12",
    "vit-h-14, 1024, 224, 257, 1280, 32, 16, 1024, 16" // open_clip's ViT-H-14.json
  })
  void namedConfigurationsAreThePublishedOnes(
      String name,
      int embedDim,
      int imageSize,
      int tokens,
      int visionWidth,
      int visionLayers,
      int visionHeads,
      int textWidth,
      int textHeads) {
    ClipConfig config = ClipConfigs.named(name);
    assertEquals(embedDim, config.embedDim());
    VisionTransformer vision = assertInstanceOf(VisionTransformer.class, config.vision());
    assertEquals(imageSize, vision.imageSize());
    assertEquals(tokens, vision.tokens());
    assertEquals(visionWidth, vision.width());
    assertEquals(visionLayers, vision.layers());
    assertEquals(visionHeads, vision.heads());
    assertEquals(textWidth, config.text().width());
    assertEquals(textHeads, config.text().heads());
    assertEquals(49407, config.text().eosToken());
  }

  @ParameterizedTest // Radford et al. 2021, Table 19: embedding, image, stem, blocks, text
  @CsvSource({
    "rn50, 1024, 224, 64, 3, 4, 6, 3, 512, 8",
    "rn101, 512, 224, 64, 3, 4, 23, 3, 512, 8",
    "rn50x4, 640, 288, 80, 4, 6, 10, 6, 640, 10",
    "rn50x16, 768, 384, 96, 6, 8, 18, 8, 768, 12"
  })
  void namedNetworksAreThePublishedOnes(
      String name,
      int embedDim,
      int imageSize,
      int width,
      int first,
      int second,
      int third,
      int fourth,
      int textWidth,
      int textHeads) {
    ClipConfig config = ClipConfigs.named(name);
    assertEquals(embedDim, config.embedDim());
    List<Integer> stages = List.of(first, second, third, fourth);
    assertEquals(
        new ModifiedResNet(imageSize, width, stages, width / 2), // heads of width 64
        config.vision());
    assertEquals(textWidth, config.text().width());
    assertEquals(textHeads, config.text().heads());
    assertEquals(12, config.text().layers());
    assertEquals(Activation.QUICK_GELU, config.text().activation());
  }

  @Test // the others' activation is OpenAI's
  void onlyOpenClipsModelHasExactGelu() {
    for (String name : ClipConfigs.names()) {
      boolean exact = ClipConfigs.named(name).text().activation() == Activation.GELU;
      assertEquals(name.equals("vit-h-14"), exact, name);
    }
    assertEquals(24, ClipConfigs.named("vit-h-14").text().layers());
  }

  @Test
  void anUnknownNameGetsTheKnownOnes() {
    assertEquals(
        List.of(
            "rn101",
            "rn50",
            "rn50x16",
            "rn50x4",
            "vit-b-16",
            "vit-b-32",
            "vit-h-14",
            "vit-l-14",
            "vit-l-14-336"),
        ClipConfigs.names());
    Exception e = assertThrows(IllegalArgumentException.class, () -> ClipConfigs.named("vit-b/16"));
    assertEquals("unknown CLIP 'vit-b/16', expected one of " + ClipConfigs.names(), e.getMessage());
  }

  @Test
  void sizesMustBePositive() {
    assertRefused(
        "embedding width must be positive, is 0", () -> new ClipConfig(0, vision(), TEXT));
    assertRefused("vision layers must be positive, is -1", () -> vision(32, 8, -1, 4, 1e-5));
    assertRefused(
        "vision LayerNorm epsilon must be positive, is NaN", () -> vision(32, 8, 1, 4, Double.NaN));
  }

  @Test
  void patchesMustTileTheImageAndHeadsTheWidth() {
    assertRefused("patch size 7 must divide image size 32", () -> vision(32, 7, 1, 4, 1e-5));
    assertRefused("vision heads 5 must divide vision width 64", () -> vision(32, 8, 1, 5, 1e-5));
    assertRefused("text heads 3 must divide text width 64", () -> text(3, 98, 99));
  }

  @Test
  void aResidualTowerHasFourStagesAndHalvesItsStem() {
    ModifiedResNet network = new ModifiedResNet(224, 64, List.of(3, 4, 6, 3), 32);
    assertEquals(2048, network.pooledWidth());
    assertEquals(50, network.tokens());
    assertRefused(
        "expected four stages, found [3, 4]", () -> new ModifiedResNet(224, 64, List.of(3, 4), 32));
    assertRefused(
        "reduction 32 must divide image size 200",
        () -> new ModifiedResNet(200, 64, List.of(3, 4, 6, 3), 32));
    assertRefused(
        "halves of the stem: 2 must divide stem width 63",
        () -> new ModifiedResNet(224, 63, List.of(3, 4, 6, 3), 32));
  }

  @Test
  void specialTokensMustLieInTheVocabulary() {
    assertRefused("EOT token must be in 0..99, is 100", () -> text(4, 98, 100));
    assertRefused("SOS token must be in 0..99, is -1", () -> text(4, -1, 99));
  }

  private static VisionConfig vision() {
    return vision(32, 8, 1, 4, 1e-5);
  }

  private static VisionConfig vision(int image, int patch, int layers, int heads, double epsilon) {
    return new VisionTransformer(image, patch, 64, layers, heads, 256, Activation.GELU, epsilon);
  }

  private static TextConfig text(int heads, int bos, int eos) {
    return new TextConfig(100, 77, 64, 2, heads, 256, Activation.GELU, 1e-5, bos, eos);
  }

  private static void assertRefused(String message, Runnable construction) {
    Exception e = assertThrows(IllegalArgumentException.class, construction::run);
    assertEquals(message, e.getMessage());
  }
}
