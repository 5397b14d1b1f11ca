package org.softcpt.cli;

import org.softcpt.models.config.ModifiedResNet;
import org.softcpt.models.config.TextConfig;
import org.softcpt.models.config.VisionConfig;
import org.softcpt.models.config.VisionTransformer;
import org.softcpt.models.folder.ModelManifest;

/** A model in one line. */
final class ModelSummary {

  private static final int DIGEST_SHOWN = 12;

  private ModelSummary() {}

  static String line(ModelManifest manifest) {
    TextConfig text = manifest.architecture().text();
    return "%s, %d px, image %s, text %dx%d, features of width %d, %s, weights %s"
        .formatted(
            manifest.name(),
            manifest.architecture().vision().imageSize(),
            tower(manifest.architecture().vision()),
            text.layers(),
            text.width(),
            manifest.architecture().embedDim(),
            manifest.precision(),
            manifest.weightsSha256().substring(0, DIGEST_SHOWN));
  }

  private static String tower(VisionConfig vision) {
    return vision instanceof ModifiedResNet network
        ? "ResNet %s x%d".formatted(network.stages(), network.width())
        : tower((VisionTransformer) vision);
  }

  private static String tower(VisionTransformer vision) {
    return vision.layers() + "x" + vision.width();
  }
}
