package org.softcpt.onnx.fuse;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.Map;
import org.softcpt.models.folder.BundleManifest;
import org.softcpt.models.folder.HeadKind;
import org.softcpt.models.image.Preprocessing;

/**
 * What a caller of a fused classifier must know: the JSON under {@link FusedClassifier#METADATA}.
 *
 * @param format always {@code "softcpt-classifier"}
 * @param version of this object
 * @param input what goes in
 * @param tasks what comes out, a probability per class
 * @param features what comes out besides: the image feature
 * @param preprocessing from an image file to the pixels
 * @param resampling how it resizes, in words
 * @param head how logits were made
 * @param logitScale CLIP's learned log temperature
 * @param bundleSha256 of the bundle's {@code bundle.json}, which names every other file's digest
 * @param imageEncoderSha256 as in the bundle
 * @param provenance as in the bundle: method, seed, digests
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonPropertyOrder({"format", "version"})
record ClassifierFacts(
    String format,
    int version,
    Input input,
    List<TaskOutput> tasks,
    FeatureOutput features,
    Preprocessing preprocessing,
    String resampling,
    HeadKind head,
    double logitScale,
    String bundleSha256,
    String imageEncoderSha256,
    Map<String, String> provenance) {

  private static final String FORMAT = "softcpt-classifier";
  private static final int VERSION = 1;

  /** Bit for bit as Pillow's, which is what CLIP was trained with. */
  private static final String RESAMPLING =
      "short side to 'resize' by antialiased bicubic interpolation (Pillow's BICUBIC), centre"
          + " 'crop' x 'crop' cut out, bytes / 255, minus 'mean', divided by 'std'";

  /** Pixels {@code [B, 3, side, side]}, float32, RGB planes. */
  record Input(String name, String type, String layout, int side) {}

  /** One task: its output holds a probability per class, in the order of {@code classes}. */
  record TaskOutput(String output, String id, String name, List<String> classes) {}

  /** The image feature {@code [B, width]}, not normalised. */
  record FeatureOutput(String output, int width) {}

  static ClassifierFacts of(BundleManifest bundle, String bundleSha256, int width) {
    return new ClassifierFacts(
        FORMAT,
        VERSION,
        new Input(
            FusedClassifier.PIXELS,
            "float32",
            "[B, 3, side, side], planes red, green, blue",
            bundle.preprocessing().crop()),
        bundle.tasks().stream().map(ClassifierFacts::output).toList(),
        new FeatureOutput(FusedClassifier.FEATURES, width),
        bundle.preprocessing(),
        RESAMPLING,
        bundle.head(),
        bundle.logitScale(),
        bundleSha256,
        bundle.imageEncoderSha256(),
        bundle.provenance());
  }

  private static TaskOutput output(BundleManifest.Task task) {
    return new TaskOutput(task.id(), task.id(), task.name(), task.classes());
  }
}
