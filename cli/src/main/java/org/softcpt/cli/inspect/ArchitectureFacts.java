package org.softcpt.cli.inspect;

import org.softcpt.models.config.ClipConfig;
import org.softcpt.models.config.ModifiedResNet;
import org.softcpt.models.config.TextConfig;
import org.softcpt.models.config.VisionConfig;
import org.softcpt.models.config.VisionTransformer;
import org.softcpt.models.image.Preprocessing;
import org.softcpt.models.weights.ParameterCount;

/** A CLIP's shapes in words. */
final class ArchitectureFacts {

  private ArchitectureFacts() {}

  static Facts of(ClipConfig config) {
    String image =
        config.vision() instanceof VisionTransformer transformer
            ? ", " + transformer.activation()
            : "";
    return new Facts()
        .add("embedding_width", config.embedDim())
        .add("image_tower", of(config.vision()) + image)
        .add("text_tower", of(config.text()) + ", " + config.text().activation())
        .add("parameters", parameters(ParameterCount.of(config)));
  }

  /** For files that do not say which activation it is. */
  static Facts withoutActivation(ClipConfig config) {
    return new Facts()
        .add("embedding_width", config.embedDim())
        .add("image_tower", of(config.vision()))
        .add("text_tower", of(config.text()))
        .add("parameters", parameters(ParameterCount.of(config)));
  }

  private static Facts parameters(ParameterCount count) {
    return new Facts()
        .add("image_tower", count.image())
        .add("text_tower", count.text())
        .add("all", count.total());
  }

  static Facts of(Preprocessing preprocessing) {
    return new Facts()
        .add("resize_short_side", preprocessing.resize())
        .add("centre_crop", preprocessing.crop())
        .add("mean", preprocessing.mean())
        .add("std", preprocessing.std())
        .add("colours", preprocessing.conventions().colours())
        .add("exif_orientation", preprocessing.conventions().orientation())
        .add("grey_of_16_bits", preprocessing.conventions().grey());
  }

  private static String of(VisionConfig vision) {
    return vision instanceof ModifiedResNet network ? of(network) : of((VisionTransformer) vision);
  }

  private static String of(ModifiedResNet network) {
    return "ResNet, %d px, stages of %s blocks, stem of width %d, attention pooling of %d heads"
        .formatted(network.imageSize(), network.stages(), network.width(), network.heads());
  }

  private static String of(VisionTransformer vision) {
    return "ViT, %d px in patches of %d, %d layers of width %d, %d heads, MLP %d"
        .formatted(
            vision.imageSize(),
            vision.patchSize(),
            vision.layers(),
            vision.width(),
            vision.heads(),
            vision.mlpWidth());
  }

  private static String of(TextConfig text) {
    return "%d positions, %d tokens, %d layers of width %d, %d heads, MLP %d"
        .formatted(
            text.contextLength(),
            text.vocabSize(),
            text.layers(),
            text.width(),
            text.heads(),
            text.mlpWidth());
  }
}
