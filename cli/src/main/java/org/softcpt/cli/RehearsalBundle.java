package org.softcpt.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.softcpt.models.config.Activation;
import org.softcpt.models.config.ClipConfig;
import org.softcpt.models.config.Precision;
import org.softcpt.models.config.TextConfig;
import org.softcpt.models.config.VisionTransformer;
import org.softcpt.models.folder.BundleHead;
import org.softcpt.models.folder.BundleManifest.Task;
import org.softcpt.models.folder.BundleWriter;
import org.softcpt.models.folder.ModelManifest;
import org.softcpt.models.tensor.FloatTensor;
import org.softcpt.models.tokenizer.ClipTokenizer;
import org.softcpt.models.tokenizer.TextFlavour;
import org.softcpt.models.weights.RandomClip;
import org.softcpt.onnx.export.ClipExporter;

/** A bundle of the smallest CLIP there can be, untrained, for a {@link Rehearsal}. */
final class RehearsalBundle {

  private static final int WIDTH = 2;
  private static final int SIDE = 32;
  private static final double EPSILON = 1e-5;

  private RehearsalBundle() {}

  /**
   * Exports the CLIP and writes the bundle.
   *
   * @param root an existing folder for both
   * @return the bundle's folder
   */
  static Path write(Path root) throws IOException {
    Path model = root.resolve("model");
    ClipTokenizer tokenizer = ClipTokenizer.clip(TextFlavour.OPENAI);
    ClipExporter.export(
        RandomClip.weights(config(), 1, "rehearsal"), tokenizer, Precision.FP32, model);
    BundleHead head = BundleHead.cosine(FloatTensor.of(new float[] {1, 0, 0, 1}, 2, WIDTH));
    List<Task> tasks = List.of(new Task("rehearsal", "rehearsal", List.of("left", "right")));
    Path bundle = root.resolve("bundle");
    new BundleWriter(model, ModelManifest.read(model)).write(bundle, tasks, head, Map.of());
    return bundle;
  }

  private static ClipConfig config() {
    return new ClipConfig(
        WIDTH,
        new VisionTransformer(SIDE, SIDE, WIDTH, 1, 1, WIDTH, Activation.QUICK_GELU, EPSILON),
        new TextConfig(49408, 4, WIDTH, 1, 1, WIDTH, Activation.QUICK_GELU, EPSILON, 49406, 49407));
  }
}
