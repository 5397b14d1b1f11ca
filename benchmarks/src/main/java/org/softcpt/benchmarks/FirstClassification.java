package org.softcpt.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.softcpt.models.folder.BundleHead;
import org.softcpt.models.folder.BundleManifest.Task;
import org.softcpt.models.folder.BundleWriter;
import org.softcpt.models.folder.ModelManifest;
import org.softcpt.models.tensor.FloatTensor;
import org.softcpt.runtime.Device;
import org.softcpt.runtime.PromptClassifier;
import org.softcpt.runtime.SessionOptions;

/**
 * Time from the start of the Java process to the first answer of a bundle, and what it is made of.
 *
 * <p>Usage: {@code FirstClassification MODEL BUNDLE IMAGE [mapped]}, in a process of its own each
 * time. If the bundle is missing, it is made of the model, with a hundred classes that mean
 * nothing, and nothing is measured. With {@code mapped}, weights stay in the file.
 */
public final class FirstClassification {

  private static final int CLASSES = 100;

  private FirstClassification() {}

  /**
   * Measures.
   *
   * @param arguments model, bundle, image, and whether weights stay in the file
   * @throws IOException if one cannot be read
   */
  public static void main(String[] arguments) throws IOException {
    Path bundle = Path.of(arguments[1]);
    if (!Files.exists(bundle)) {
      make(Path.of(arguments[0]), bundle);
      return;
    }
    SessionOptions options = SessionOptions.on(Device.cpu());
    measure(
        bundle,
        Path.of(arguments[2]),
        arguments.length > 3 ? options.withMappedWeights() : options);
  }

  private static void measure(Path bundle, Path image, SessionOptions options) throws IOException {
    long main = sinceStart();
    try (PromptClassifier classifier = PromptClassifier.open(bundle, options)) {
      long opened = sinceStart();
      classifier.classify(image);
      long first = sinceStart();
      classifier.classify(image);
      long second = sinceStart();
      System.out.printf(
          Locale.ROOT,
          "java %d ms, open %d ms, first image %d ms: first answer after %d ms; second image %d"
              + " ms%n",
          main,
          opened - main,
          first - opened,
          first,
          second - first);
    }
  }

  private static long sinceStart() {
    return System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime();
  }

  private static void make(Path model, Path bundle) throws IOException {
    ModelManifest manifest = ModelManifest.read(model);
    int width = manifest.architecture().embedDim();
    Random random = new Random(1);
    float[] features = new float[CLASSES * width];
    for (int i = 0; i < features.length; i++) {
      features[i] = (float) random.nextGaussian();
    }
    List<String> classes = IntStream.range(0, CLASSES).mapToObj(i -> "class " + i).toList();
    new BundleWriter(model, manifest)
        .write(
            bundle,
            List.of(new Task("task", "task", classes)),
            BundleHead.cosine(FloatTensor.of(features, CLASSES, width)),
            Map.of());
  }
}
