package org.softcpt.models.config;

import static org.softcpt.models.config.Activation.GELU;
import static org.softcpt.models.config.Activation.QUICK_GELU;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Published CLIPs by name: OpenAI's, and OpenCLIP's {@code vit-h-14}. */
public final class ClipConfigs {

  private static final double EPSILON = 1e-5;

  /** Of all text towers and attention poolings. */
  private static final int HEAD_WIDTH = 64;

  private static final Map<String, ClipConfig> BY_NAME =
      Map.of(
          "rn50", network(1024, 224, 64, List.of(3, 4, 6, 3), 512),
          "rn101", network(512, 224, 64, List.of(3, 4, 23, 3), 512),
          "rn50x4", network(640, 288, 80, List.of(4, 6, 10, 6), 640),
          "rn50x16", network(768, 384, 96, List.of(6, 8, 18, 8), 768),
          "vit-b-32", base(32),
          "vit-b-16", base(16),
          "vit-l-14", large(224),
          "vit-l-14-336", large(336),
          "vit-h-14", huge());

  private ClipConfigs() {}

  /**
   * The names {@link #named(String)} knows.
   *
   * @return in alphabetical order
   */
  public static List<String> names() {
    return List.copyOf(new TreeMap<>(BY_NAME).keySet());
  }

  /**
   * Looks a configuration up.
   *
   * @param name one of {@link #names()}
   * @return its configuration
   * @throws IllegalArgumentException if the name is unknown; the message lists the known ones
   */
  public static ClipConfig named(String name) {
    ClipConfig config = BY_NAME.get(name);
    if (config == null) {
      throw new IllegalArgumentException(
          "unknown CLIP '%s', expected one of %s".formatted(name, names()));
    }
    return config;
  }

  private static ClipConfig base(int patchSize) {
    return new ClipConfig(
        512,
        new VisionTransformer(224, patchSize, 768, 12, 12, 3072, QUICK_GELU, EPSILON),
        text(512, 12, QUICK_GELU));
  }

  private static ClipConfig large(int imageSize) {
    return new ClipConfig(
        768,
        new VisionTransformer(imageSize, 14, 1024, 24, 16, 4096, QUICK_GELU, EPSILON),
        text(768, 12, QUICK_GELU));
  }

  private static ClipConfig huge() {
    return new ClipConfig(
        1024,
        new VisionTransformer(224, 14, 1280, 32, 16, 5120, GELU, EPSILON),
        text(1024, 24, GELU));
  }

  private static ClipConfig network(
      int embedDim, int imageSize, int width, List<Integer> stages, int textWidth) {
    int heads = width * ModifiedResNet.REDUCTION / HEAD_WIDTH;
    return new ClipConfig(
        embedDim,
        new ModifiedResNet(imageSize, width, stages, heads),
        text(textWidth, 12, QUICK_GELU));
  }

  private static TextConfig text(int width, int layers, Activation activation) {
    int heads = width / HEAD_WIDTH;
    return new TextConfig(
        49408, 77, width, layers, heads, 4 * width, activation, EPSILON, 49406, 49407);
  }
}
