package org.softcpt.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.softcpt.cli.demo.SamplePictures;
import org.softcpt.models.folder.BundleManifest;
import org.softcpt.models.image.Preprocessor;
import org.softcpt.models.image.RgbImage;
import org.softcpt.onnx.fuse.FusedClassifier;
import org.softcpt.runtime.ClassProbability;
import org.softcpt.runtime.Device;
import org.softcpt.runtime.GraphSession;
import org.softcpt.runtime.Inputs;
import org.softcpt.runtime.Outputs;
import org.softcpt.runtime.PromptClassifier;
import org.softcpt.runtime.SessionOptions;
import org.softcpt.runtime.TaskPrediction;

/**
 * Compares a fused file with the bundle it was made of.
 *
 * @param pictures how many drawn pictures both were asked about
 * @param difference the largest between two probabilities
 */
record FusedCheck(int pictures, double difference) {

  private static final int PICTURES = 4;

  /**
   * The file reckons its head in single precision: 2e-7 of a logit. Logits of a hundred so err by
   * 2e-5, those of a linear probe by ten times that; more is not rounding.
   */
  private static final double LARGEST = 1e-3;

  static FusedCheck of(Path bundle, Path file) throws IOException {
    SessionOptions options = SessionOptions.on(Device.cpu());
    List<RgbImage> pictures = SamplePictures.drawn().subList(0, PICTURES);
    double difference = 0;
    try (PromptClassifier classifier = PromptClassifier.open(bundle, options);
        GraphSession fused = GraphSession.open(file, options)) {
      for (RgbImage picture : pictures) { // one by one: in eight bits a batch shares a scale
        difference = Math.max(difference, difference(classifier, fused, picture));
      }
    }
    return new FusedCheck(PICTURES, difference).checked(file);
  }

  private FusedCheck checked(Path file) {
    if (!(difference <= LARGEST)) { // NaN too
      throw new IllegalStateException(
          "%s: probabilities differ from the bundle's by %s".formatted(file, difference));
    }
    return this;
  }

  String line() {
    return String.format(
        Locale.ROOT,
        "probabilities within %.1e of the bundle's on %d drawn pictures",
        difference,
        pictures);
  }

  private static double difference(
      PromptClassifier classifier, GraphSession fused, RgbImage picture) {
    BundleManifest manifest = classifier.manifest();
    int side = manifest.preprocessing().crop();
    float[] pixels = new Preprocessor(manifest.preprocessing()).apply(picture);
    double largest = 0;
    Inputs inputs = new Inputs().put(FusedClassifier.PIXELS, pixels, 1, 3, side, side);
    try (Outputs outputs = fused.run(inputs)) {
      for (TaskPrediction task : classifier.classify(picture)) {
        float[] found = outputs.floats(task.id());
        List<ClassProbability> classes = task.classes();
        for (int c = 0; c < found.length; c++) {
          largest = Math.max(largest, Math.abs(found[c] - classes.get(c).probability()));
        }
      }
    }
    return largest;
  }
}
