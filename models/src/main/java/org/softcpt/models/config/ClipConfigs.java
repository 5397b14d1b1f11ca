package org.softcpt.models.config;

import static org.softcpt.models.config.Activation.QUICK_GELU;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** OpenAI's published vision-transformer CLIPs, by name. */
public final class ClipConfigs {

  private static final double EPSILON = 1e-5;

  private static final Map<String, ClipConfig> BY_NAME =
      Map.of(
          "vit-b-32", base(32),
          "vit-b-16", base(16),
          "vit-l-14", large(224),
          "vit-l-14-336", large(336));

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
        text(512, 8));
  }

  private static ClipConfig large(int imageSize) {
    return new ClipConfig(
        768,
        new VisionTransformer(imageSize, 14, 1024, 24, 16, 4096, QUICK_GELU, EPSILON),
        text(768, 12));
  }

  private static TextConfig text(int width, int heads) {
    return new TextConfig(
        49408, 77, width, 12, heads, 4 * width, QUICK_GELU, EPSILON, 49406, 49407);
  }
}
